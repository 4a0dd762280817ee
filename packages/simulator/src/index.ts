/**
 * A Synology Chat server to develop and test against, in process or over HTTP.
 *
 * @module synochat-simulator
 */
export type { ChannelInit } from './channel.ts';
export type { Exchange } from './exchanges.ts';
export type { NewBot, NewIncoming, NewOutgoing, NewSlash } from './integration.ts';
export type { PostedAttachment, PostedButton } from './message.ts';
export type { Notice, Post, PostedFile } from './post.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export type { SimulatorStorage } from './storage.ts';
export type { Switches, SwitchOptions } from './switches.ts';
export type { UserInit } from './user.ts';
export type { CheckCertificate, SimulatorFetch, Sleep } from './world.ts';
