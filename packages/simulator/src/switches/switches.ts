import type { Switch } from './kinds.ts';

/** Every disputed behaviour of Synology Chat and every fault, by name. Switches can change while the server runs. */
export interface Switches {
  /**
   * Whether incoming and chatbot take a JSON object as the whole body, without "payload=". The official help says
   * yes, six clients and one field test say no. "reject" answers 120 as if there were no payload. Default: `reject`.
   */
  jsonBody: 'reject' | 'accept';
  /**
   * Whether raw line breaks, tabs and other control characters may stand in the strings of the payload's JSON. One
   * client tested it on a server and three others rely on it; "reject" answers 407. Default: `accept`.
   */
  controlCharacters: 'accept' | 'reject';
  /**
   * The longest text of one post, in lengthUnit. Five clients count 2000, some 4000. Default: `2000` (1 to 1048576).
   */
  maxTextLength: number;
  /** The unit of maxTextLength: Unicode code points, UTF-16 code units or UTF-8 bytes. Default: `codepoint`. */
  lengthUnit: 'codepoint' | 'utf16' | 'byte';
  /** A text over the limit is refused with 410, or cut without a word as one report says. Default: `reject`. */
  tooLong: 'reject' | 'truncate';
  /**
   * Milliseconds that must lie between two posts; sooner is 411. 0 turns the rule off. Clients that wait 500 ms lose
   * no post on a server, so its own interval is probably shorter; nobody has measured it. Default: `450` (0 to
   * 3600000).
   */
  rateInterval: number;
  /** Whose posts count for the interval: those of the same token, or those of every token. Default: `token`. */
  rateScope: 'token' | 'server';
  /**
   * Whether chatbot takes more than one user id. The list is documented; five reports say that it fails, and "reject"
   * answers 407. Default: `reject`.
   */
  multiUser: 'reject' | 'accept';
  /**
   * Whether the ids in user_ids, channel_ids and channel_id may be strings of digits. Two clients send them, nobody
   * has shown an effect; "reject" answers 120. Default: `reject`.
   */
  stringIds: 'reject' | 'accept';
  /**
   * Whether channel_id and channel_ids in a payload of incoming say where it is posted, instead of the channel of the
   * webhook. Four clients send them, nobody has shown an effect. Default: `ignore`.
   */
  channelIds: 'ignore' | 'follow';
  /**
   * The largest file fetched from a file_url, in bytes; more is 409. 32 MiB is the official limit. Default:
   * `33554432` (0 to 268435456).
   */
  maxFileBytes: number;
  /**
   * Milliseconds for a file_url to arrive; later is 117. Chat's own time is unknown. Default: `30000` (1 to 3600000).
   */
  fileTimeout: number;
  /** A file_url whose path ends without a file extension is refused with 117, as one author found. Default: `false`. */
  requireFileExtension: boolean;
  /**
   * A file_url is asked for by HEAD before it is fetched, as one host of files has seen; an answer other than 2xx is
   * 117. Default: `false`.
   */
  fileHead: boolean;
  /**
   * Each hook is preceded by a HEAD request; an answer other than 2xx marks the hook as broken, and nothing more is
   * sent to it until its integration is saved again. Reported once. Default: `false`.
   */
  headProbe: boolean;
  /**
   * A 204 from an app shows the failure notice, as one report says. Otherwise it is as good as an empty 200. Default:
   * `false`.
   */
  strictAck: boolean;
  /** Milliseconds that an app has for its whole answer. Chat's own time is unknown. Default: `10000` (1 to 3600000). */
  hookTimeout: number;
  /**
   * How often a failed hook is sent again, at once and unchanged. Retries by Chat were never reported. Default: `0`
   * (0 to 100).
   */
  retries: number;
  /** A blank in the form body of a hook is sent as %20 or as +. Default: `percent`. */
  spaceEncoding: 'percent' | 'plus';
  /** Hooks are sent as a form or as one JSON object of strings, which one receiver claims. Default: `form`. */
  hookFormat: 'form' | 'json';
  /**
   * The certificate of an https hook is looked at first. If it is invalid, the hook is not sent and nobody is told,
   * as one author found. Otherwise whatever sends the hooks decides, and its refusal shows the failure notice.
   * Default: `false`.
   */
  verifyHookCertificates: boolean;
  /**
   * The failure notice is shown for failed hooks of all integrations, or of bots only, where alone it was seen.
   * Default: `all`.
   */
  failureNotice: 'all' | 'bot';
  /**
   * The username of a hook is the nickname of a user who has one, as was seen for outgoing webhooks, or always the
   * user name. Default: `nickname`.
   */
  hookName: 'nickname' | 'username';
  /** A slash command is sent with token, user_id, username and text only. Default: `false`. */
  minimalSlash: boolean;
  /**
   * A trigger word matches only if a blank or the end of the message follows it, as one author found, or also as the
   * beginning of a longer word. Default: `word`.
   */
  triggerMatch: 'word' | 'prefix';
  /**
   * The trigger_word of an outgoing webhook without trigger words: the first word of the message, as was seen on a
   * server, or empty, or left out. Default: `firstWord`.
   */
  emptyTrigger: 'firstWord' | 'empty' | 'omit';
  /**
   * Whether the text of a file that a user uploads to a bot is left out or empty. Two receivers take both. Default:
   * `omit`.
   */
  uploadText: 'omit' | 'empty';
  /**
   * Added to the user_id of outgoing webhooks, which was once reported to differ from the user's chat id. Default:
   * `0` (-1048576 to 1048576).
   */
  webhookUserIdOffset: number;
  /** Whether the post_id of a pressed button is a JSON string or a number. Receivers expect both. Default: `string`. */
  buttonPostIdType: 'string' | 'number';
  /**
   * Milliseconds before the web API answers. The work, the rate rule too, is done on arrival. Default: `0` (0 to
   * 3600000).
   */
  latency: number;
  /** How often a post is refused with 411 although it does not come too fast. Default: `0` (0 to 1). */
  faultRate411: number;
  /**
   * How often a proxy in front of Chat answers with faultStatus and an HTML page; Chat does not hear of the call.
   * Default: `0` (0 to 1).
   */
  faultRateStatus: number;
  /** The status of the answer that faultRateStatus gives. Default: `502` (400 to 599). */
  faultStatus: number;
  /**
   * How often an HTML page with status 200 is the answer, as from a proxy that leads elsewhere; Chat does not hear of
   * the call. Default: `0` (0 to 1).
   */
  faultRateHtml: number;
  /** How often the connection is closed without an answer, after the work has been done. Default: `0` (0 to 1). */
  faultRateDrop: number;
  /** How often the connection is closed in the middle of the answer to work that was done. Default: `0` (0 to 1). */
  faultRateTruncate: number;
}

/** Some of the switches. A switch that is missing or undefined has its default. */
export type SwitchOptions = { [Name in keyof Switches]?: Switches[Name] | undefined };

/** A switch as data, for programs that show all switches. */
export interface SwitchDescription extends Omit<Switch<string | number | boolean>, 'schema'> {
  readonly name: string;
}
