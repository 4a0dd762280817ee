import type { Channel, User } from './directory.ts';
import type { Switches } from './switches.ts';

/** What a user typed, as an app is told of it. */
export interface Typed {
  readonly user: User;
  readonly channel: Channel;
  readonly postId: string;
  readonly sentAt: Date;
  readonly text: string;
}

/** The parameters of a hook in the order they are sent. All values are strings. */
export type WireFields = readonly (readonly [name: string, value: string])[];

// The only type of channel ever seen on the wire, and the mark of a message outside any thread.
const CHANNEL_TYPE = '1';
const NO_THREAD = '0';

/** The fields of an outgoing webhook, in the order of the samples that several clients published. */
export function outgoingFields(
  token: string,
  triggerWord: string,
  { user, channel, postId, sentAt, text }: Typed,
  { webhookUserIdOffset, omitEmptyTrigger }: Switches,
): WireFields {
  const fields: WireFields = [
    ['token', token],
    ['channel_id', String(channel.id)],
    ['channel_type', CHANNEL_TYPE],
    ['channel_name', channel.name],
    ['user_id', String(user.id + webhookUserIdOffset)],
    ['username', user.name],
    ['post_id', postId],
    ['thread_id', NO_THREAD],
    ['timestamp', String(sentAt.getTime())],
    ['text', text],
  ];
  return triggerWord === '' && omitEmptyTrigger ? fields : [...fields, ['trigger_word', triggerWord]];
}

/** The fields of a slash command. Four are certain; that post, thread and time are sent too is an assumption. */
export function slashFields(
  token: string,
  { user, channel, postId, sentAt, text }: Typed,
  { minimalSlash }: Switches,
): WireFields {
  const who: WireFields = [
    ['user_id', String(user.id)],
    ['username', user.name],
  ];
  if (minimalSlash) return [['token', token], ...who, ['text', text]];
  return [
    ['token', token],
    ['channel_id', String(channel.id)],
    ['channel_name', channel.name],
    ...who,
    ['post_id', postId],
    ['thread_id', NO_THREAD],
    ['timestamp', String(sentAt.getTime())],
    ['text', text],
  ];
}

export function encode(fields: WireFields, { hookFormat, spaceEncoding }: Switches): { type: string; body: string } {
  if (hookFormat === 'json') return { type: 'application/json', body: JSON.stringify(Object.fromEntries(fields)) };
  // A plus sign of the text itself is %2B by now.
  const form = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
  const body = spaceEncoding === 'plus' ? form : form.replaceAll('+', '%20');
  return { type: 'application/x-www-form-urlencoded', body };
}
