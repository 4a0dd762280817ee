import type { Logger } from 'chat';
import { parseAddress, type SendOptions, verifyToken, type Webhook } from 'synochat';
import type { FileHost } from 'synochat/files';
import { invalid } from './errors.ts';

/** The integrations of Synology Chat that the adapter serves. At least one is required. */
export interface SynologyAdapterConfig {
  /** The *Incoming URL* of the bot: for direct messages, cards with buttons and the list of users. Default: `SYNOCHAT_BOT`. */
  bot?: Webhook | undefined;
  /** The token of the bot's requests. Default: `SYNOCHAT_BOT_TOKEN`, or the token in `bot`: Chat uses the same token. */
  botToken?: string | readonly string[] | undefined;
  /** The tokens of outgoing webhooks, whose messages become channel threads. Default: `SYNOCHAT_OUTGOING_TOKEN`. */
  outgoingTokens?: string | readonly string[] | undefined;
  /** The trigger words of the outgoing webhooks. A message that begins with a trigger word is a mention. Default: none. */
  triggerWords?: string | readonly string[] | undefined;
  /** The tokens of slash commands. Default: `SYNOCHAT_SLASH_TOKEN`. */
  slashTokens?: string | readonly string[] | undefined;
  /**
   * The URL of an incoming webhook for each channel that the adapter posts to, by the channel's name or id. A key of digits
   * is an id. Default: none, and the adapter posts to no channel.
   */
  webhooks?: Readonly<Record<string, Webhook>> | undefined;
  /** Gives posted files an address that the NAS can fetch: `createFileHost` of `synochat/files`. Default: none. */
  files?: Pick<FileHost, 'share'> | undefined;
  /** The name that users mention. Default: the `userName` of the `Chat` instance. */
  userName?: string | undefined;
  /** Default: the logger of the `Chat` instance. */
  logger?: Logger | undefined;
  /** How posts are sent: `fetch`, `timeout`, `interval`, `limiter`, `retries`. */
  send?: Omit<SendOptions, 'signal' | 'onPosted'> | undefined;
  /** Milliseconds that Chat is kept waiting for the reply to a slash command. Default: 6000; Chat's limit is unknown. */
  slashTimeout?: number | undefined;
}

/** The settings after the environment was read. */
export interface Settings {
  readonly bot: Webhook | undefined;
  readonly botTokens: readonly string[];
  readonly outgoingTokens: readonly string[];
  readonly triggerWords: readonly string[];
  readonly slashTokens: readonly string[];
  readonly webhooks: ReadonlyMap<string, Webhook>;
  readonly files: Pick<FileHost, 'share'> | undefined;
  readonly send: Omit<SendOptions, 'signal' | 'onPosted'>;
  readonly slashTimeout: number;
}

/** Returns the settings. Throws a `ValidationError` without an integration, and a `TypeError` for an invalid URL. */
export function readSettings(config: SynologyAdapterConfig): Settings {
  const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
  const bot = config.bot ?? valueOf(env['SYNOCHAT_BOT']);
  const webhooks = new Map(Object.entries(config.webhooks ?? {}));
  for (const webhook of webhooks.values()) assertKind(webhook, 'incoming', 'webhooks');
  const tokenInBot = bot === undefined ? undefined : assertKind(bot, 'bot', 'bot').token;
  const settings = {
    bot,
    botTokens: listOf(config.botToken ?? valueOf(env['SYNOCHAT_BOT_TOKEN']) ?? tokenInBot),
    outgoingTokens: listOf(config.outgoingTokens ?? valueOf(env['SYNOCHAT_OUTGOING_TOKEN'])),
    triggerWords: listOf(config.triggerWords),
    slashTokens: listOf(config.slashTokens ?? valueOf(env['SYNOCHAT_SLASH_TOKEN'])),
    webhooks,
    files: config.files,
    send: config.send ?? {},
    slashTimeout: config.slashTimeout ?? 6000,
  };
  const tokens = [...settings.botTokens, ...settings.outgoingTokens, ...settings.slashTokens];
  // Throws for a token that no request can have.
  if (tokens.length > 0) verifyToken('', tokens);
  if (new Set(tokens).size < tokens.length) throw invalid('Two integrations have the same token: pass each its own');
  if (tokens.length + webhooks.size === 0)
    throw invalid('No integration: pass `bot`, `outgoingTokens`, `slashTokens` or `webhooks`, or set SYNOCHAT_BOT');
  return settings;
}

function assertKind(webhook: Webhook, kind: 'incoming' | 'bot', option: string) {
  const address = parseAddress(webhook);
  if (address.kind === kind) return address;
  const advice = kind === 'bot' ? "a bot's *Incoming URL*" : 'the URL of an incoming webhook';
  throw invalid(`\`${option}\` takes ${advice}, and got the URL of another integration`);
}

/** An empty variable is a missing one. */
function valueOf(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
