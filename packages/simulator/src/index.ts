export type { ChannelInit, UserInit } from './directory.ts';
export type { Exchange } from './exchanges.ts';
export type { NewIncoming, NewOutgoing, NewSlash } from './integrations.ts';
export type { Attachment, Button } from './message.ts';
export { createSimulator, type Simulator, type SimulatorOptions } from './simulator.ts';
export type { Switches, SwitchOptions } from './switches.ts';
export type { Notice, Post, PostFile } from './timeline.ts';
export type { Fetch, Sleep } from './world.ts';
