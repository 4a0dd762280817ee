/**
 * A Synology Chat server to develop and test against, in process or over HTTP.
 *
 * @module synochat-simulator
 */
export type { ChannelInit } from './channel.ts';
export type { Exchange } from './exchanges.ts';
export type { NewBot, NewIncoming, NewOutgoing, NewSlash } from './integration.ts';
export type { Attachment, Button } from './message.ts';
export type { Notice, Post, PostFile } from './post.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export type { Storage } from './storage.ts';
export type { Switches, SwitchOptions } from './switches.ts';
export type { UserInit } from './user.ts';
export type { CheckCertificate, Fetch, Sleep } from './world.ts';
