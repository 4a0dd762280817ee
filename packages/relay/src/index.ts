/**
 * Takes the notifications of other tools, and stores each as a message for Synology Chat.
 *
 * @module synochat-relay
 */
export { type PastedAddress, relayAddresses } from './addresses.ts';
export type { ImageChoice } from './images.ts';
export { relayKey } from './key.ts';
export { createRelay, type RelayOptions } from './relay.ts';
