// The hints of chat commands and of command lines are the same function. The core publishes its source, so the function lies there.
export { nearest } from '../../synochat/src/inbound/command/nearest.ts';
