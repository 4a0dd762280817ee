import * as v from 'valibot';
import { tokenSchema } from './token.ts';

/** An incoming webhook to add. */
export interface NewIncoming {
  /** The name of the channel to post into. */
  channel: string;
  /** The author of the webhook's posts. An empty name makes the webhook "not legal". Default: `Incoming Webhook`. */
  name?: string | undefined;
  /** The token, 64 letters and digits, which no other integration has. Default: a new token. */
  token?: string | undefined;
}

/** An outgoing webhook to add. */
export interface NewOutgoing {
  /** Sends only messages of the channel. Default: messages of every channel, which requires trigger words. */
  channel?: string | undefined;
  /**
   * Sends only messages whose first word is a trigger word. Case matters. With the switch `triggerMatch`, a trigger
   * word may also be the beginning of the first word. Default: every message.
   */
  triggerWords?: readonly string[] | undefined;
  /** The URL for messages, `http:` or `https:`, without user name and password. */
  url: string;
  /** The author of the webhook's replies. Default: `Outgoing Webhook`. */
  name?: string | undefined;
  /** The token, 64 letters and digits, which no other integration has. Default: a new token. */
  token?: string | undefined;
}

/** A slash command to add. */
export interface NewSlash {
  /** One word, without the slash. */
  command: string;
  /** The URL for the command, `http:` or `https:`, without user name and password. */
  url: string;
  /** Shown on the page while a user types the command. Default: empty. */
  description?: string | undefined;
  /** The token, 64 letters and digits, which no other integration has. Default: a new token. */
  token?: string | undefined;
}

/** A bot to add. */
export interface NewBot {
  /** Users write to the bot as `@name`. An empty name makes the bot "not legal". */
  name: string;
  /** The URL for messages to the bot and for button presses. Default: nothing is sent. */
  url?: string | undefined;
  /** Hides the bot from the list of bots: only users with a conversation can write to the bot. Default: false. */
  hidden?: boolean | undefined;
  /** The token, 64 letters and digits, which no other integration has. Default: a new token. */
  token?: string | undefined;
}

const name = v.pipe(v.string(), v.trim(), v.maxLength(100));
// The settings of every kind. Without a token the integration gets a new token.
const common = { enabled: v.optional(v.boolean(), true), token: v.optional(tokenSchema) };
const url = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:$/.test(protocol(text)),
    ({ input }) => `The url of a hook must begin with http:// or https://, not "${input}".`,
  ),
  v.check(hasNoPassword, 'The url of a hook must not hold a user name or a password.'),
  v.transform((text) => new URL(text).href),
);

const incomingEntries = {
  kind: v.literal('incoming'),
  name: v.optional(name, 'Incoming Webhook'),
  channel: v.string(),
  ...common,
};
const outgoingEntries = {
  kind: v.literal('outgoing'),
  name: v.optional(name, 'Outgoing Webhook'),
  url,
  channel: v.optional(v.string()),
  triggerWords: v.optional(v.array(v.pipe(v.string(), v.minLength(1, 'A trigger word must not be empty.'))), []),
  ...common,
};
const slashEntries = {
  kind: v.literal('slash'),
  command: v.pipe(v.string(), v.regex(/^[^\s/]+$/, 'A slash command is one word, without the slash.')),
  url,
  description: v.optional(v.string(), ''),
  ...common,
};
const botEntries = {
  kind: v.literal('bot'),
  name,
  url: v.optional(url),
  hidden: v.optional(v.boolean(), false),
  ...common,
};

/** The settings of an integration. */
export const integrationSettingsSchema = v.pipe(
  v.variant('kind', [
    v.strictObject(incomingEntries),
    v.strictObject(outgoingEntries),
    v.strictObject(slashEntries),
    v.strictObject(botEntries),
  ]),
  v.check(
    (each) => each.kind !== 'outgoing' || each.channel !== undefined || each.triggerWords.length > 0,
    'An outgoing webhook needs a channel, a trigger word or both.',
  ),
);

const identity = { id: v.pipe(v.number(), v.integer()), token: tokenSchema };

export const integrationSchema = v.variant('kind', [
  v.object({ ...incomingEntries, ...identity }),
  v.object({ ...outgoingEntries, ...identity }),
  v.object({ ...slashEntries, ...identity }),
  v.object({ ...botEntries, ...identity }),
]);

export type NewIntegration = v.InferInput<typeof integrationSettingsSchema>;
export type Integration = Readonly<v.InferOutput<typeof integrationSchema>>;
export type IntegrationOf<Kind extends Integration['kind']> = Extract<Integration, { readonly kind: Kind }>;

/** Returns the author shown with the integration's posts. */
export function authorOf(integration: Integration): string {
  return integration.kind === 'slash' ? integration.command : integration.name;
}

/** Returns whether settings describe an existing integration: same kind and name, whatever their other members are. */
export function isSameIntegration(one: v.InferOutput<typeof integrationSettingsSchema>, other: Integration): boolean {
  return JSON.stringify(identityOf(one)) === JSON.stringify(identityOf(other));
}

function identityOf(each: v.InferOutput<typeof integrationSettingsSchema>): unknown[] {
  if (each.kind === 'slash') return [each.kind, each.command];
  if (each.kind === 'bot') return [each.kind, each.name];
  return [each.kind, each.name, each.channel, each.kind === 'outgoing' ? each.triggerWords : []];
}

function protocol(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : '';
}

function hasNoPassword(text: string): boolean {
  if (!URL.canParse(text)) return true;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
