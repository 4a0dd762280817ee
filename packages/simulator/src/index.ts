/**
 * A Synology Chat server to develop and test against, in process or over HTTP.
 *
 * @module synochat-simulator
 */

export type { SimulatorOptions } from './options.ts';
export type { Exchange } from './record/exchanges.ts';
export type { ChannelInit } from './room/channel.ts';
export type { NewBot, NewIncoming, NewOutgoing, NewSlash } from './room/integration.ts';
export type { PostedAttachment, PostedButton } from './room/message.ts';
export type { Notice, Post, PostedFile } from './room/post.ts';
export type { SimulatorStorage } from './room/storage.ts';
export type { UserInit } from './room/user.ts';
export type { CheckCertificate, SimulatorFetch, Sleep } from './shared/world.ts';
export { createSimulator, type Simulator } from './simulator.ts';
export type { SimulatorProfile } from './switches/profile.ts';
export type { Switches, SwitchOptions } from './switches/switches.ts';
