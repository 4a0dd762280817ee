import type { Switch } from './kinds.ts';

/** Every disputed behaviour of Synology Chat and every fault, by name. Switches can change while the server runs. */
export interface Switches {
  /**
   * Whether incoming and chatbot take a JSON object as the whole body, without "payload=". The official help says yes,
   * six clients and one field test say no. "reject" answers 120 as if there were no payload. Default: `reject`.
   */
  jsonBody: 'reject' | 'accept';
  /**
   * Whether raw line breaks, tabs and other control characters may stand in JSON strings of the payload. One client
   * tested it on a server, and three others rely on it. "reject" answers 407. Default: `accept`.
   */
  controlCharacters: 'accept' | 'reject';
  /** The longest text of a post, in lengthUnit. Five clients count 2000, some 4000. Default: `2000` (1 to 1048576). */
  maxTextLength: number;
  /** The unit of maxTextLength: Unicode code points, UTF-16 code units or UTF-8 bytes. Default: `codepoint`. */
  lengthUnit: 'codepoint' | 'utf16' | 'byte';
  /**
   * Whether a text over the limit is refused with 410, or cut without an error as one report says. Default: `reject`.
   */
  tooLong: 'reject' | 'truncate';
  /**
   * The smallest gap between two posts, in milliseconds. A post within the gap is refused with 411. 0 turns the rule
   * off. Clients that wait 500 ms lose no post on a server, so the interval of Chat is probably shorter; nobody has
   * measured it. Default: `450` (0 to 3600000).
   */
  rateInterval: number;
  /** Whether the interval counts posts of the same token, or posts of every token. Default: `token`. */
  rateScope: 'token' | 'server';
  /**
   * Whether chatbot takes more than one user id. The list is documented; five reports say that such a list fails.
   * "reject" answers 407. Default: `reject`.
   */
  multiUser: 'reject' | 'accept';
  /**
   * Whether the ids in user_ids, channel_ids and channel_id may be strings of digits. Two clients send strings, and
   * nobody has shown an effect. "reject" answers 120. Default: `reject`.
   */
  stringIds: 'reject' | 'accept';
  /**
   * Whether channel_id and channel_ids in a payload of incoming choose the channel, instead of the channel of the
   * webhook. Four clients send such ids, and nobody has shown an effect. Default: `ignore`.
   */
  channelIds: 'ignore' | 'follow';
  /**
   * Whether a post is checked before its file is fetched, or after. The order is unknown. Default: `checks`.
   */
  fileOrder: 'checks' | 'file';
  /**
   * The largest file fetched from a file_url, in bytes. A larger file is refused with 409. 32 MiB is the official
   * limit. Default: `33554432` (0 to 268435456).
   */
  maxFileBytes: number;
  /**
   * The timeout for a file_url, in milliseconds. A later file is refused with 117. Chat's timeout is unknown. Default:
   * `30000` (1 to 3600000).
   */
  fileTimeout: number;
  /**
   * Whether a file_url without a file extension at the end of the path is refused with 117, as one author found.
   * Default: `false`.
   */
  requireFileExtension: boolean;
  /**
   * Whether a HEAD request precedes the download of a file_url, as one host of files has seen. An answer other than 2xx
   * is refused with 117. Default: `false`.
   */
  fileHead: boolean;
  /**
   * Whether a HEAD request precedes each hook. An answer other than 2xx marks the hook as broken, and no hook is
   * sent until the integration is saved again. Reported once. Default: `false`.
   */
  headProbe: boolean;
  /**
   * Whether a 204 from an app shows the failure notice, as one report says. Otherwise a 204 counts as an empty 200.
   * Default: `false`.
   */
  strictAck: boolean;
  /**
   * The timeout for the whole answer of an app, in milliseconds. Chat's timeout is unknown. Default: `10000` (1 to
   * 3600000).
   */
  hookTimeout: number;
  /**
   * How often a failed hook is sent again, at once and unchanged. Retries by Chat were never reported. Default: `0` (0
   * to 100).
   */
  retries: number;
  /** Whether a blank in the form body of a hook is sent as %20 or as +. Default: `percent`. */
  spaceEncoding: 'percent' | 'plus';
  /** Whether hooks are sent as a form or as one JSON object of strings, which one receiver claims. Default: `form`. */
  hookFormat: 'form' | 'json';
  /**
   * Whether the certificate of an https hook is checked first. If the certificate is invalid, the hook is not sent and
   * no notice is shown, as one author found. If the switch is off, the client that sends the hooks decides, and a
   * refusal shows the failure notice. Default: `false`.
   */
  verifyHookCertificates: boolean;
  /**
   * Whether the failure notice is shown for failed hooks of all integrations, or of bots only. The notice was seen for
   * bots only. Default: `all`.
   */
  failureNotice: 'all' | 'bot';
  /**
   * Whether the username of a hook is the nickname of a user with a nickname, as was seen for outgoing webhooks, or
   * always the user name. Default: `nickname`.
   */
  hookName: 'nickname' | 'username';
  /** Whether a slash command is sent with token, user_id, username and text only. Default: `false`. */
  minimalSlash: boolean;
  /**
   * Whether a trigger word matches only before a blank or the end of the message, as one author found, or also as the
   * beginning of a longer word. Default: `word`.
   */
  triggerMatch: 'word' | 'prefix';
  /**
   * The trigger_word of an outgoing webhook without trigger words: the first word of the message, as was seen on a
   * server, or empty, or left out. Default: `firstWord`.
   */
  emptyTrigger: 'firstWord' | 'empty' | 'omit';
  /**
   * Whether a text to a bot that begins with a slash and is no command reaches the bot, as a log of a server shows, or
   * is refused with a notice. Default: `deliver`.
   */
  slashToBot: 'deliver' | 'refuse';
  /**
   * Whether an app's answer to a hook counts as a post of the integration's token for rateInterval. Unknown. Default:
   * `false`.
   */
  replyCounts: boolean;
  /** Whether the text of an uploaded file is left out or empty. Two receivers take both. Default: `omit`. */
  uploadText: 'omit' | 'empty';
  /**
   * The number added to the user_id of outgoing webhooks, which was once reported to differ from the user's chat id.
   * Default: `0` (-1048576 to 1048576).
   */
  webhookUserIdOffset: number;
  /** Whether the post_id of a pressed button is a JSON string or a number. Receivers expect both. Default: `string`. */
  buttonPostIdType: 'string' | 'number';
  /**
   * The delay before the web API answers, in milliseconds. The work, the rate rule included, is done on arrival.
   * Default: `0` (0 to 3600000).
   */
  latency: number;
  /** How often a post is refused with 411 although the rate rule allows the post. Default: `0` (0 to 1). */
  faultRate411: number;
  /**
   * How often a proxy in front of Chat answers with faultStatus and an HTML page. Chat does not receive the call.
   * Default: `0` (0 to 1).
   */
  faultRateStatus: number;
  /** The status of the answer for faultRateStatus. Default: `502` (400 to 599). */
  faultStatus: number;
  /**
   * How often the answer is an HTML page with status 200, as from a proxy with a redirect. Chat does not receive the
   * call. Default: `0` (0 to 1).
   */
  faultRateHtml: number;
  /** How often the connection is closed without an answer, after the work has been done. Default: `0` (0 to 1). */
  faultRateDrop: number;
  /**
   * How often the connection is closed in the middle of the answer, after the work has been done. Default: `0` (0 to
   * 1).
   */
  faultRateTruncate: number;
}

/** Some of the switches. A switch that is missing or undefined has its default. */
export type SwitchOptions = { [Name in keyof Switches]?: Switches[Name] | undefined };

/** A switch as data, for programs that show all switches. */
export interface SwitchDescription extends Omit<Switch<string | number | boolean>, 'schema'> {
  readonly name: string;
}
