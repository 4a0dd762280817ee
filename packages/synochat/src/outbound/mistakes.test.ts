import { describe, expect, it } from 'vitest';
import { token } from '../../test/portable/requests.ts';
import {
  eachPost,
  findUser,
  getPostFile,
  link,
  listChannels,
  listPosts,
  listUsers,
  type Message,
  memoryLimiter,
  plain,
  sendBot,
  sendBotAll,
  sendIncoming,
  splitText,
  truncate,
  verifyToken,
} from '../index.ts';

const url = `http://nas.example/webapi/entry.cgi?token=${token}`;
let called = 0;

function fetch() {
  called++;
  return Promise.resolve(Response.json({ success: true }));
}

const send = (options: unknown) => sendIncoming(url, 'x', options as object);
const none = undefined as never;
const nothing = null as never;
const symbol = Symbol('s') as never;

async function errorOf(act: () => unknown): Promise<unknown> {
  return Promise.resolve()
    .then(act)
    .then(() => undefined)
    .catch((reason: unknown) => reason);
}

describe('a mistake that only JavaScript allows', () => {
  it.each<[string, () => unknown, string]>([
    ['null for options', () => send(null), 'The options must be an object, not null'],
    ['a text for options', () => send('1'), 'The options must be an object, not string'],
    ['null for options of a bot', () => sendBot(url, 4, 'x', nothing), 'The options must be an object, not null'],
    ['null for options of sendBotAll', () => sendBotAll(url, [4], 'x', nothing), 'The options must be an object'],
    ['null for options of listUsers', () => listUsers(url, nothing), 'The options must be an object, not null'],
    ['null for options of listChannels', () => listChannels(url, nothing), 'The options must be an object, not null'],
    ['null for options of listPosts', () => listPosts(url, 1, nothing), 'The options must be an object, not null'],
    ['null for options of eachPost', () => eachPost(url, 1, nothing).next(), 'The options must be an object, not null'],
    [
      'null for options of getPostFile',
      () => getPostFile(url, '1', nothing),
      'The options must be an object, not null',
    ],
    ['null for options of memoryLimiter', () => memoryLimiter(nothing), 'The options must be an object, not null'],
    ...['x', null, {}, 5].map((wrong): [string, () => unknown, string] => [
      `${JSON.stringify(wrong)} for fetch`,
      () => send({ fetch: wrong }),
      'fetch must be a function, not',
    ]),
    ['a text for fetch in a question', () => listUsers(url, { fetch: 'x' as never }), 'fetch must be a function'],
    [
      'a controller for its signal',
      () => send({ fetch, signal: new AbortController() }),
      'signal must be an AbortSignal',
    ],
    ['a false signal', () => send({ fetch, signal: false }), 'signal must be an AbortSignal, not boolean'],
    ['a text for sleep', () => send({ fetch, sleep: 'x' }), 'sleep must be a function, not string'],
    [
      'an empty limiter',
      () => send({ fetch, limiter: {} }),
      'limiter must be false or an object with reserve, not object',
    ],
    [
      'a true limiter',
      () => send({ fetch, limiter: true }),
      'limiter must be false or an object with reserve, not boolean',
    ],
    ['a symbol for retries', () => send({ fetch, retries: symbol }), 'retries must be 0 or more'],
    ['a symbol for burst', () => memoryLimiter({ burst: symbol }), 'burst must be 1 or more'],
    ['a number for now', () => memoryLimiter({ now: 5 as never }), 'now must be a function, not number'],
    [
      'a hole among the users',
      () => sendBotAll(url, Object.assign(Array<number>(2), { 1: 4 }), 'x', { fetch }),
      'A user id must be a whole number',
    ],
    ['a symbol for a post id', () => getPostFile(url, symbol, { fetch }), 'A post id must be a text of digits'],
    [
      'a text for maxBytes',
      () => getPostFile(url, '1', { fetch, maxBytes: 'x' as never }),
      'maxBytes must be a number',
    ],
    ...([null, 5, symbol] as const).map((host): [string, () => unknown, string] => [
      `${String(host)} for a host`,
      () => sendIncoming({ host: host as never, token }, 'x', { fetch }),
      'address of the webhook or bot: host',
    ]),
    ['a symbol for a token', () => sendIncoming({ host: 'a', token: symbol }, 'x', { fetch }), 'webhook or bot: token'],
    ['a symbol for a port', () => sendIncoming({ host: 'a', token, port: symbol }, 'x'), 'webhook or bot: port'],
    ['a symbol for a path', () => sendIncoming({ host: 'a', token, path: symbol }, 'x'), 'webhook or bot: path'],
    ['nothing to split', () => splitText(none), 'The text must be a text, not undefined'],
    ['nothing to truncate', () => truncate(none), 'The text must be a text, not undefined'],
    ['nothing as plain text', () => plain(none), 'The text must be a text, not undefined'],
    ['a number as plain text', () => plain(5 as never), 'The text must be a text, not number'],
    ['a number for a label', () => link('http://a', 5 as never), 'The label of a link must be a text, not number'],
    ['nothing to link to', () => link(none), 'The address of a link must be a text or a URL, not undefined'],
    [
      'no users',
      () => findUser(none, { name: 'ann' }),
      'users must be the users that listUsers returns, not undefined',
    ],
    [
      'users still on their way',
      () => findUser(Promise.resolve([]) as never, { name: 'ann' }),
      'users must be the users that listUsers returns',
    ],
    [
      'users of another shape',
      () => findUser([null] as never, { name: 'ann' }),
      'users must be the users that listUsers',
    ],
    [
      'the name of an author',
      () => findUser([], 'ann' as never),
      'The name of the author must be a text, not undefined',
    ],
    ['no author', () => findUser([], nothing), 'The name of the author must be a text, not undefined'],
    [
      'a number too long for JSON',
      () => post({ attachments: [{ callbackId: 'c', text: 't', buttons: [{ name: 'n', value: 5n, text: 't' }] }] }),
      "A button's value must be a text, not bigint",
    ],
    ['a hole among the attachments', () => post({ attachments: Array(1) }), "An attachment's callbackId must be"],
    ['a symbol for a file', () => post({ fileUrl: symbol }), 'fileUrl must be an absolute http or https URL'],
    ['a long number for a file', () => post({ fileUrl: 5n }), 'fileUrl must be an absolute http or https URL'],
  ])('says what is wanted before anything is called: %s', async (_, act, sentence) => {
    called = 0;
    const error = await errorOf(act);

    expect(String(error)).toMatch(/^(Type|Range)Error: /);
    expect(String(error)).toContain(sentence);
    expect(String(error)).not.toContain(token);
    expect(called).toBe(0);
  });

  it('takes null for no signal, as fetch does', async () => {
    await expect(send({ fetch, limiter: false, signal: null })).resolves.toBeUndefined();
  });
});

function post(message: unknown): Promise<void> {
  return sendIncoming(url, message as Message, { fetch });
}

describe('the message of a SendError', () => {
  it.each(['\u009b31m', '\u202ex', '\u007f', '\u200b', '\u2066', '\ud800'])(
    'shows the words of Chat without invisible characters: %j',
    async (mark) => {
      const refused = () =>
        Promise.resolve(Response.json({ success: false, error: { code: 407, errors: `a${mark}` } }));
      const { message } = (await errorOf(() => send({ fetch: refused, limiter: false }))) as Error;

      expect(message).toContain('API error 407, "a');
      expect(message).not.toMatch(/\p{C}/u);
    },
  );
});

describe('a token with decoration', () => {
  it.each([
    ...['**T**', '*T', 'T*', 'T|', '~T', '@T', '^T^', '(T', '#T', '|T', 'T~', '$T'],
    ...['_T_', '_T', 'T_', '-T', 'T-', 'T/', '=T', 'T=', '+T', '&T', 'T&', 'T%', '__T__', '/T/'],
  ])('is no token: %s', (pattern) => {
    const decorated = pattern.replace('T', () => token);
    const mistake = /token holds `.`: copy it from Chat/;

    expect(() => verifyToken('x', decorated)).toThrow(mistake);
    expect(() => verifyToken('x', decorated)).not.toThrow(token);
  });

  it.each(['_a-b_', '-x', 'x_', '/a+', 'a=', '***', 'a_b'])(
    'may be a token of a test if base64 or no letters: %s',
    (problem) => {
      expect(verifyToken(problem, problem)).toBe(true);
    },
  );
});
