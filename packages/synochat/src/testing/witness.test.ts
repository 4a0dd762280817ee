import { describe, expect, it } from 'vitest';
import { createFileHost } from '../files.ts';
import {
  acknowledge,
  chatHandler,
  guessBudget,
  parseOutgoing,
  RequestError,
  respond,
  SendError,
  sendIncoming,
  verifyToken,
} from '../index.ts';
import { answering } from './bot-chat.ts';
import { createChat } from './chat.ts';
import { refusal } from './refusal.ts';
import { outgoing, post, token } from './requests.ts';

const witness = globalThis.witness ?? expect.fail('nobody watches');
const accepting = answering({ success: true });
const failure = { code: 'timeout', posted: 'no' } as const;

/** What the witness saw more of, while this was done. */
async function more(work: () => unknown) {
  const before = { ...witness.seen };
  await work();
  expect(await witness.leaks()).toEqual([]);
  const kinds = Object.keys(before) as (keyof typeof before)[];
  const counts = kinds.map((kind): [string, number] => [kind, witness.seen[kind] - before[kind]]);
  return Object.fromEntries(counts.filter(([, count]) => count !== 0));
}

describe('the watch for secrets', () => {
  it('sees each error that is made, and its response', async () => {
    expect(await more(() => new RequestError('token_wrong', 'no'))).toEqual({ errors: 1 });
    expect(await more(() => new SendError({ ...failure, message: 'late' }))).toEqual({ errors: 1 });
    expect(await more(() => new RequestError('token_wrong', 'no').getResponse())).toEqual({ errors: 1, responses: 1 });
  });

  it('sees what parsers, handlers and sending give, or throw', async () => {
    const { nas, url, fetch } = createChat();
    // Its steps are functions that are exported within the package: they are seen too.
    expect((await more(() => parseOutgoing(post(outgoing))))['events']).toBeGreaterThan(0);
    expect(await more(() => [respond('a'), acknowledge()])).toEqual({ responses: 2 });
    // Seen when it is made, and when it comes out.
    expect((await more(() => refusal(parseOutgoing(post('a')))))['errors']).toBeGreaterThanOrEqual(2);
    const handler = chatHandler(() => Promise.reject(new RangeError('mine')));
    expect(await more(() => handler(post('a')))).toEqual({ lines: 1 });
    expect(await more(() => expect(sendIncoming('nowhere', 'a', { fetch })).rejects.toThrow())).toEqual({ errors: 1 });
    expect(await more(() => sendIncoming(url, 'a', { fetch }))).toEqual({});
    expect(await more(() => nas.exchanges())).toEqual({ views: 1 });
    expect(await more(() => nas.fetch(new Request('http://127.0.0.1:5050/api/integrations')))).toEqual({ views: 1 });
  });

  it('sees what is logged', async () => {
    expect(
      await more(() => {
        console.debug('one', 'two');
      }),
    ).toEqual({ lines: 2 });
  });

  /** In which kinds of what this makes there is a secret. */
  const leaks = async (work: () => unknown) => {
    await work();
    return (await witness.leaks()).map((leak) => / in (\w+): /.exec(leak)?.[1]);
  };
  const fresh = () => `Secret${crypto.randomUUID().replaceAll('-', '')}`;

  it.each<[string, (secret: string) => unknown, string]>([
    ['message of an error', (secret) => new RequestError('body_invalid', `not ${secret}`), 'errors'],
    ['cause of an error', (cause) => new SendError({ ...failure, message: '', cause: new Error(cause) }), 'errors'],
    ['reply', (secret) => new RequestError('body_invalid', 'no', secret), 'errors'],
    ['text of an event', (text) => parseOutgoing(post({ ...outgoing, text })), 'events'],
    ['answer', (secret) => respond(secret), 'responses'],
    [
      'logged line',
      (secret) => {
        console.debug(secret);
      },
      'lines',
    ],
  ])('finds one in the %s', async (_, make, kind) => {
    const secret = fresh();
    verifyToken('', secret);
    expect(await leaks(() => make(secret))).toEqual([kind]);
  });

  it.each<[string, (secret: string) => unknown]>([
    ['an accepted token', (secret) => parseOutgoing(post(outgoing), { token: [token, secret] })],
    ['a token that came', (secret) => parseOutgoing(post({ ...outgoing, token: secret }))],
    [
      'a token of an address',
      (secret) => sendIncoming(`http://nas.example/?token=%22${secret}%22`, 'a', { fetch: accepting }),
    ],
    [
      'a token of the parts of an address',
      (secret) => sendIncoming({ host: 'nas.example', token: secret }, 'a', { fetch: accepting }),
    ],
    ['a guarded token', (secret) => guessBudget().guard(secret, 'nas')],
    ["a file host's secret", (secret) => createFileHost({ baseUrl: 'http://app.example', secret })],
  ])('knows %s', async (_, tell) => {
    const secret = fresh();
    await tell(secret);
    expect(await leaks(() => new RequestError('body_invalid', secret))).toEqual(['errors']);
  });

  it('knows the tokens that the simulator gives, and those of the test vectors', async () => {
    const { nas, token: incoming, url } = createChat();
    for (const secret of [incoming, url, nas.addSlash({ command: 'a', url: 'http://app.example' }).token, token])
      expect(await leaks(() => new RequestError('body_invalid', secret))).toEqual(['errors']);
  });

  it('knows nothing that was not told', async () => {
    expect(await leaks(() => new RequestError('body_invalid', fresh()))).toEqual([]);
  });
});
