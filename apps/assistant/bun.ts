// The variables of node.ts, and: bun bun.ts
export { app as default } from './start.ts';
