import type { Switches } from '../switches/switches.ts';
import type { Replies } from './replies.ts';
import {
  type ButtonPress,
  botFields,
  outgoingFields,
  pressFields,
  slashFields,
  type TriggerMessage,
  type UserMessage,
  type WireFields,
} from './wire.ts';

/** The event behind a hook of each kind. */
export interface HookEvents {
  readonly slash: UserMessage;
  readonly outgoing: TriggerMessage;
  readonly bot: UserMessage;
  readonly press: ButtonPress;
}

export type HookKind = keyof HookEvents;

interface HookRules<Event> {
  /** Returns the parameters for the app. */
  readonly fields: (token: string, event: Event, switches: Switches) => WireFields;
  /** How a message in the app's answer is shown. */
  readonly reply: keyof Replies;
}

/** The four kinds of hook. Each is sent and answered by the same code, `createDeliver`. */
export const hookKinds: { readonly [Kind in HookKind]: HookRules<HookEvents[Kind]> } = {
  slash: { fields: slashFields, reply: 'toUser' },
  outgoing: { fields: outgoingFields, reply: 'inChannel' },
  bot: { fields: botFields, reply: 'inChannel' },
  press: { fields: pressFields, reply: 'inPlace' },
};
