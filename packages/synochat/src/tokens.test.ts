import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  type ChatEvent,
  chatHandler,
  type Fetch,
  listUsers,
  parseBot,
  parseOutgoing,
  parseSlash,
  RequestError,
  type RequestErrorCode,
  refuse,
  respond,
  SendError,
  type SendErrorCode,
  type SendOptions,
  sendBotAll,
  sendIncoming,
} from './index.ts';
import * as relay from './relay.ts';
import { watchErrors } from './testing/printed.ts';
import { rendered } from './testing/rendered.ts';
import { outgoing, post, slash, stream, token, without } from './testing/requests.ts';
import { everythingIn } from './testing/secrets.ts';

const printed = watchErrors();
const { host, path, own } = { host: 'nas.example', path: '/webapi/entry.cgi', own: token.replace('OuT', 'InA') };
const webhook = `http://${host}${path}?token=%22${own}%22`;
/** A wrong token: a guess, or a token that was replaced. */
const wrong = token.replace('OuT', 'NoT');
const secrets = [token, own, wrong];

/** Everything that a reader, a logger or a debugger of this runtime finds in the value. */
function shown(value: unknown): string {
  return `${rendered(value)}\n${rendered({ ...(value as object) })}\n${everythingIn(value)}`;
}

function secretsIn(text: string): string[] {
  return secrets.filter((secret) => text.includes(secret.slice(0, 24)));
}

async function answerOf(response: Response): Promise<string> {
  return `${response.status} ${[...response.headers].join()} ${await response.text()}`;
}

async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  return expect.fail('nothing was thrown');
}

const Ping = v.object({ ip: v.string() });
const read = (fields: Parameters<typeof post>[0], headers = {}) => parseOutgoing(post(fields, headers), { token });
const typed = (text: string) => parseSlash(post(slash(text)), Ping, { token });
const used = async () => {
  const request = post(outgoing);
  await request.text();
  return parseOutgoing(request, { token });
};
/** Each way to be refused, with tokens wherever a stranger or a mistake can put them. */
const refusals: Record<RequestErrorCode, () => unknown> = {
  probe: () => parseOutgoing(new Request(`http://app.example/?token=${token}`), { token }),
  method_not_allowed: () =>
    parseOutgoing(new Request('http://app.example/', { method: 'PUT', body: token }), { token }),
  token_missing: () => read({ ...without('token'), text: token }),
  token_wrong: () => read({ ...outgoing, token: wrong }),
  body_too_large: () => parseOutgoing(post(outgoing), { token, maxBytes: 20 }),
  body_timeout: () => parseOutgoing(stream([`token=${token}`], { end: false }), { token, timeout: 20 }),
  body_used: used,
  body_invalid: () => read(`{"token":"${token}",${token}`),
  field_missing: () => read(without('user_id')),
  field_invalid: () => read({ ...outgoing, timestamp: wrong }),
  event_unexpected: () => parseSlash(post(outgoing), Ping, { token }),
  notification_invalid: () => relay.parseNotification(post(`${token} `), relay.slack),
  notification_empty: () => relay.parseNotification(post(JSON.stringify({ token })), relay.slack),
  command_invalid: () => typed('/ping'),
  command_help: () => typed('/ping help'),
  refused: () => {
    throw refuse('Not you.');
  },
};

const chat = (body: unknown, init?: ResponseInit): Fetch => {
  return () => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init));
};
/** Chat's refusal, which repeats the address that it was called by. */
const api = (code: number) => chat({ success: false, error: { code, errors: `${webhook} ${own}` } });
const broken = (fields: object): Fetch => {
  return () => Promise.reject(Object.assign(new TypeError(`fetch ${webhook} failed`), fields));
};
const failing = (fetch: Fetch, options: SendOptions = {}) =>
  sendIncoming(webhook, 'x', { fetch, limiter: false, retries: 0, ...options });

/** Each way in which sending fails, with the token wherever a server or a runtime can put it. */
const failures: Record<SendErrorCode, () => unknown> = {
  chat_unavailable: () => failing(api(102)),
  method_unknown: () => failing(api(103)),
  version_unsupported: () => failing(api(104)),
  forbidden: () => failing(api(105)),
  payload_invalid: () => failing(api(120)),
  file_unreachable: () =>
    sendIncoming(webhook, { text: 'x', fileUrl: 'http://app.example/a.png' }, { fetch: api(117), limiter: false }),
  token_invalid: () => failing(api(404)),
  target_missing: () => failing(api(800)),
  record_invalid: () => failing(api(407)),
  file_too_large: () => failing(api(409)),
  text_too_long: () => failing(api(410)),
  rate_limited: () => failing(api(411)),
  api_error: () => failing(api(999)),
  connect_failed: () => failing(broken({ code: 'ECONNREFUSED', cause: new Error(webhook) })),
  dns_failed: () => failing(broken({ code: 'ENOTFOUND', hostname: webhook })),
  tls_failed: () => failing(broken({ code: 'CERT_HAS_EXPIRED', url: webhook })),
  connection_lost: () =>
    failing(async (url, init) => {
      // A body that no one has read was not sent.
      await new Response(init.body as BodyInit).text();
      return broken({ code: 'ECONNRESET', request: { url: webhook } })(url, init);
    }),
  timeout: () => failing(() => new Promise(() => undefined), { timeout: 20 }),
  http_status: () => failing(chat(webhook, { status: 502, statusText: own })),
  redirected: () => failing(chat('', { status: 302, headers: { location: `${webhook}&again` } })),
  not_chat: () => failing(chat(`<a href="${webhook}">Sign in</a>`)),
  reply_too_large: () => failing(chat(webhook.repeat(20_000))),
  callback_failed: () =>
    failing(chat({ success: true }), {
      onPosted: () => {
        throw new Error('The disk is full');
      },
    }),
  limiter_failed: () => failing(api(0), { limiter: { reserve: (key) => Promise.reject(new Error(key)) } }),
};

const press = {
  callback_id: 'c',
  post_id: '5',
  user: { user_id: 4, username: 'ada' },
  actions: [{ name: 'n', value: 'v' }],
};
const events: Record<ChatEvent['kind'], () => Promise<ChatEvent>> = {
  outgoing: () => read(outgoing),
  slash: () => typed('/ping 10.0.0.1'),
  bot: () =>
    parseBot(post({ token, user_id: '4', username: 'ada', post_id: '5', timestamp: '7', text: 'a' }), { token }),
  press: () => parseBot(post({ payload: JSON.stringify({ ...press, token }) }), { token }),
};

describe('no token is in', () => {
  it.each(Object.entries(refusals))('the error %s nor in its answer', async (code, refusal) => {
    const error = (await thrownBy(refusal)) as RequestError;

    expect(error).toBeInstanceOf(RequestError);
    expect(error.code).toBe(code);
    expect(secretsIn(shown(error))).toEqual([]);
    expect(secretsIn(await answerOf(error.getResponse()))).toEqual([]);
  });

  it.each(Object.entries(failures))('the error %s', async (code, failure) => {
    const error = await thrownBy(failure);

    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject({ code });
    expect(secretsIn(shown(error))).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['an address with a fault', () => sendIncoming(`${webhook}&token=${own}`, 'x')],
    ['an address that is none', () => sendIncoming(`nas ${own}`, 'x')],
    ['the parts of an address', () => sendIncoming({ host: `https://${own}`, token: own }, 'x')],
    ['the address of a bot', () => listUsers(`${webhook} `.replace('http', 'ftp'))],
    ['an accepted token', () => parseOutgoing(post(outgoing), { token: `<${token}>` })],
    ['a wrong option', () => parseOutgoing(post(outgoing), { token: { [token]: token } as never })],
  ])('the TypeError for %s', async (_, mistake) => {
    const error = await thrownBy(mistake);

    expect(error).toBeInstanceOf(TypeError);
    expect(secretsIn(shown(error))).toEqual([]);
  });

  it.each(Object.entries(events))('an event of the kind %s, but where the program asks for it', async (kind, event) => {
    const received = await event();

    expect(received.kind).toBe(kind);
    expect(received.token).toBe(token);
    expect(secretsIn(`${rendered(received)}\n${rendered({ ...received })}`)).toEqual([]);
  });

  it.each<[string, () => Promise<Response> | Response]>([
    ['a reply', () => respond('x')],
    ['an acknowledgement', () => acknowledge()],
    ['the answer to an error of the program', () => answered(() => Promise.reject(new Error(`${webhook} ${own}`)))],
    ['the answer to a failed message', () => answered(() => failing(api(404)))],
    ['the answer to a wrong token', () => answered(() => read({ ...outgoing, token: wrong }))],
  ])('%s, nor in the line that it prints', async (_, response) => {
    expect(secretsIn(await answerOf(await response()))).toEqual([]);
    expect(secretsIn(printed().join('\n'))).toEqual([]);
  });

  it('what failed for some of many users', async () => {
    const { failed } = await sendBotAll(webhook.replace('token', 'method=chatbot&token'), [4, 5], 'x', {
      fetch: api(404),
      limiter: false,
      retries: 0,
    }).catch((error: unknown) => ({ failed: error }));

    expect(secretsIn(shown(failed))).toEqual([]);
  });
});

function answered(work: () => Promise<unknown>): Promise<Response> {
  const handler = chatHandler(async () => {
    await work();
    return acknowledge();
  });
  return handler(post(outgoing));
}

describe('a token would be found', () => {
  it.each<[string, (secret: string) => unknown]>([
    ['the message of an error', (secret) => new RequestError('body_invalid', `not ${secret}`)],
    ['a cause', (secret) => new Error('x', { cause: new Error(secret) })],
    ['a reply', (secret) => new RequestError('body_invalid', 'no', secret)],
    ['a property that is not enumerable', (secret) => Object.defineProperty(new Error('x'), 'url', { value: secret })],
    ['the value of a map', (secret) => new Map([['url', secret]])],
    ['an event', (text) => ({ kind: 'bot', raw: { text } })],
  ])('in %s', (_, make) => {
    expect(secretsIn(shown(make(own)))).toEqual([own]);
  });
});
