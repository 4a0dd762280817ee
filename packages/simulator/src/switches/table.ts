import * as v from 'valibot';
import { check } from '../shared/check.ts';
import { choice, flag, probability, type Switch, wholeNumber } from './kinds.ts';
import type { SwitchDescription, Switches, SwitchOptions } from './switches.ts';

const hour = 3_600_000;
const mebibyte = 1024 * 1024;

/**
 * The switches as data, read by command line, API, page and README. A test compares the comments of `Switches`.
 */
const table: { readonly [Name in keyof Switches]: Switch<Switches[Name]> } = {
  jsonBody: choice(
    ['reject', 'accept'],
    'Whether incoming and chatbot take a JSON object as the whole body, without "payload=". The official help says yes, six clients and one field test say no. "reject" answers 120 as if there were no payload.',
  ),
  controlCharacters: choice(
    ['accept', 'reject'],
    'Whether raw line breaks, tabs and other control characters may stand in JSON strings of the payload. One client tested it on a server, and three others rely on it. "reject" answers 407.',
  ),
  maxTextLength: wholeNumber(
    1,
    mebibyte,
    2000,
    'The longest text of a post, in lengthUnit. Five clients count 2000, some 4000.',
  ),
  lengthUnit: choice(
    ['codepoint', 'utf16', 'byte'],
    'The unit of maxTextLength: Unicode code points, UTF-16 code units or UTF-8 bytes.',
  ),
  tooLong: choice(
    ['reject', 'truncate'],
    'Whether a text over the limit is refused with 410, or cut without an error as one report says.',
  ),
  rateInterval: wholeNumber(
    0,
    hour,
    450,
    'The smallest gap between two posts, in milliseconds. A post within the gap is refused with 411. 0 turns the rule off. Clients that wait 500 ms lose no post on a server, so the interval of Chat is probably shorter; nobody has measured it.',
  ),
  rateScope: choice(
    ['token', 'server'],
    'Whether the interval counts posts of the same token, or posts of every token.',
  ),
  multiUser: choice(
    ['reject', 'accept'],
    'Whether chatbot takes more than one user id. The list is documented; five reports say that such a list fails. "reject" answers 407.',
  ),
  stringIds: choice(
    ['reject', 'accept'],
    'Whether the ids in user_ids, channel_ids and channel_id may be strings of digits. Two clients send strings, and nobody has shown an effect. "reject" answers 120.',
  ),
  channelIds: choice(
    ['ignore', 'follow'],
    'Whether channel_id and channel_ids in a payload of incoming choose the channel, instead of the channel of the webhook. Four clients send such ids, and nobody has shown an effect.',
  ),
  fileOrder: choice(
    ['checks', 'file'],
    'Whether a post is checked before its file is fetched, or after. The order is unknown.',
  ),
  maxFileBytes: wholeNumber(
    0,
    256 * mebibyte,
    32 * mebibyte,
    'The largest file fetched from a file_url, in bytes. A larger file is refused with 409. 32 MiB is the official limit.',
  ),
  fileTimeout: wholeNumber(
    1,
    hour,
    30_000,
    "The timeout for a file_url, in milliseconds. A later file is refused with 117. Chat's timeout is unknown.",
  ),
  requireFileExtension: flag(
    'Whether a file_url without a file extension at the end of the path is refused with 117, as one author found.',
  ),
  fileHead: flag(
    'Whether a HEAD request precedes the download of a file_url, as one host of files has seen. An answer other than 2xx is refused with 117.',
  ),
  headProbe: flag(
    'Whether a HEAD request precedes each hook. An answer other than 2xx marks the hook as broken, and no hook is sent until the integration is saved again. Reported once.',
  ),
  strictAck: flag(
    'Whether a 204 from an app shows the failure notice, as one report says. Otherwise a 204 counts as an empty 200.',
  ),
  hookTimeout: wholeNumber(
    1,
    hour,
    10_000,
    "The timeout for the whole answer of an app, in milliseconds. Chat's timeout is unknown.",
  ),
  retries: wholeNumber(
    0,
    100,
    0,
    'How often a failed hook is sent again, at once and unchanged. Retries by Chat were never reported.',
  ),
  spaceEncoding: choice(['percent', 'plus'], 'Whether a blank in the form body of a hook is sent as %20 or as +.'),
  hookFormat: choice(
    ['form', 'json'],
    'Whether hooks are sent as a form or as one JSON object of strings, which one receiver claims.',
  ),
  verifyHookCertificates: flag(
    'Whether the certificate of an https hook is checked first. If the certificate is invalid, the hook is not sent and no notice is shown, as one author found. If the switch is off, the client that sends the hooks decides, and a refusal shows the failure notice.',
  ),
  failureNotice: choice(
    ['all', 'bot'],
    'Whether the failure notice is shown for failed hooks of all integrations, or of bots only. The notice was seen for bots only.',
  ),
  hookName: choice(
    ['nickname', 'username'],
    'Whether the username of a hook is the nickname of a user with a nickname, as was seen for outgoing webhooks, or always the user name.',
  ),
  minimalSlash: flag('Whether a slash command is sent with token, user_id, username and text only.'),
  triggerMatch: choice(
    ['word', 'prefix'],
    'Whether a trigger word matches only before a blank or the end of the message, as one author found, or also as the beginning of a longer word.',
  ),
  emptyTrigger: choice(
    ['firstWord', 'empty', 'omit'],
    'The trigger_word of an outgoing webhook without trigger words: the first word of the message, as was seen on a server, or empty, or left out.',
  ),
  slashToBot: choice(
    ['deliver', 'refuse'],
    'Whether a text to a bot that begins with a slash and is no command reaches the bot, as a log of a server shows, or is refused with a notice.',
  ),
  replyCounts: flag(
    "Whether an app's answer to a hook counts as a post of the integration's token for rateInterval. Unknown.",
  ),
  uploadText: choice(
    ['omit', 'empty'],
    'Whether the text of an uploaded file is left out or empty. Two receivers take both.',
  ),
  webhookUserIdOffset: wholeNumber(
    -mebibyte,
    mebibyte,
    0,
    "The number added to the user_id of outgoing webhooks, which was once reported to differ from the user's chat id.",
  ),
  buttonPostIdType: choice(
    ['string', 'number'],
    'Whether the post_id of a pressed button is a JSON string or a number. Receivers expect both.',
  ),
  latency: wholeNumber(
    0,
    hour,
    0,
    'The delay before the web API answers, in milliseconds. The work, the rate rule included, is done on arrival.',
  ),
  faultRate411: probability('How often a post is refused with 411 although the rate rule allows the post.'),
  faultRateStatus: probability(
    'How often a proxy in front of Chat answers with faultStatus and an HTML page. Chat does not receive the call.',
  ),
  faultStatus: wholeNumber(400, 599, 502, 'The status of the answer for faultRateStatus.'),
  faultRateHtml: probability(
    'How often the answer is an HTML page with status 200, as from a proxy with a redirect. Chat does not receive the call.',
  ),
  faultRateDrop: probability('How often the connection is closed without an answer, after the work has been done.'),
  faultRateTruncate: probability(
    'How often the connection is closed in the middle of the answer, after the work has been done.',
  ),
};

/** Removed switches, and the replacements. */
const replacements: Readonly<Record<string, keyof Switches>> = { omitEmptyTrigger: 'emptyTrigger' };

const byName: Readonly<Record<string, Switch<string | number | boolean>>> = table;

const replaced = Object.entries(replacements).map(([old, now]) => {
  const error = `The switch ${now} replaces ${old}: ${now} is ${byName[now]?.options?.join(', ')}.`;
  return [old, v.optional(v.never(error))] as const;
});
const named = Object.entries(byName).map(([name, each]) => [name, v.optional(each.schema, each.default)] as const);
const entries = { ...Object.fromEntries(replaced), ...Object.fromEntries(named) };

/** Accepts some of the switches. A missing switch has the default. Without a prototype, `constructor` is an unknown name too. */
export const switchesSchema = v.strictObject(Object.assign(Object.create(null) as typeof entries, entries));

/** Returns all switches from some of them. Throws a `TypeError` naming every invalid value and every unknown name. */
export function readSwitches(some: unknown): Switches {
  return check(switchesSchema, some, 'switches') as unknown as Switches;
}

/** Returns the switches among other options. */
export function pickSwitches(options: SwitchOptions): SwitchOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(table, name)));
}

export function describeSwitches(): SwitchDescription[] {
  return Object.entries(byName).map(([name, { schema: _, ...description }]) => ({ name, ...description }));
}

/** Returns the value of a text such as `true` or `250`. A text of another form is returned unchanged. */
export function switchValue(name: string, text: string): string | number | boolean {
  const kind = byName[name]?.kind;
  if (kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true';
  return kind === 'number' && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}
