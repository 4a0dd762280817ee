import { describe, expect, inject, it } from 'vitest';
import { everythingIn } from '../../../test/portable/secrets.ts';
import vectors from '../../../test/vectors.json' with { type: 'json' };
import { type Message, SendError, type SendErrorCode, type SendOptions, sendIncoming } from '../../index.ts';

const token = 'InAa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';

/** Workers do not tell why a request failed. */
const tells = navigator.userAgent !== 'Cloudflare-Workers';

async function fail(
  origin: string,
  path: string,
  options: SendOptions = {},
  message: Message = { text: 'x' },
): Promise<SendError> {
  const webhook = `${origin}/${path}/webapi/entry.cgi?token=%22${token}%22`;
  try {
    await sendIncoming(webhook, message, { limiter: false, retries: 0, ...options });
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
  throw new Error('it was sent');
}

const bad = (path: string, options?: SendOptions) => fail(inject('badServer'), path, options);

/** The reply's exact bytes, sent back over a real socket. */
const answered = (raw: string, message?: Message) =>
  fail(
    inject('badServer'),
    `raw.${btoa(raw).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`,
    {},
    message,
  );

function apiReply(error: unknown): string {
  const body = JSON.stringify({ error, success: false });
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json; charset="UTF-8"\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}

describe('a reply of Chat', () => {
  const raw = (id: string) => vectors.vectors.find((vector) => vector.id === id)?.raw ?? '';

  it('with success is success', async () => {
    await expect(answered(raw('V36'))).rejects.toThrow('it was sent');
    await expect(answered(raw('V37'))).rejects.toThrow('it was sent');
  });

  it.each<[string, number, SendErrorCode]>([
    ['V38', 404, 'token_invalid'],
    ['V40', 120, 'payload_invalid'],
    ['V41', 407, 'payload_invalid'],
    ['V43', 411, 'rate_limited'],
    ['V44', 410, 'text_too_long'],
    ['V45', 409, 'file_too_large'],
    ['V47', 103, 'method_unknown'],
    ['V48', 102, 'chat_unavailable'],
    ['V49', 104, 'version_unsupported'],
    ['V50', 115, 'api_error'],
    ['V52', 402, 'api_error'],
    ['V53', 119, 'forbidden'],
  ])('as in %s, API code %i, is the error %s', async (id, apiCode, code) => {
    expect(await answered(raw(id))).toMatchObject({ code, apiCode });
  });

  it.each<[number, SendErrorCode, 'no' | 'unknown', boolean]>([
    [100, 'api_error', 'unknown', false],
    [101, 'payload_invalid', 'no', false],
    [102, 'chat_unavailable', 'no', true],
    [103, 'method_unknown', 'no', false],
    [104, 'version_unsupported', 'no', false],
    [105, 'forbidden', 'no', false],
    [117, 'payload_invalid', 'no', false],
    [119, 'forbidden', 'no', false],
    [120, 'payload_invalid', 'no', false],
    [401, 'forbidden', 'no', false],
    [404, 'token_invalid', 'no', false],
    [407, 'record_invalid', 'no', false],
    [409, 'file_too_large', 'no', false],
    [410, 'text_too_long', 'no', false],
    [411, 'rate_limited', 'no', true],
    [800, 'target_missing', 'no', false],
    [999, 'api_error', 'unknown', false],
  ])(
    'with code %i is %s: posted %s, retryable %s, and a sentence that tells more',
    async (apiCode, code, posted, retryable) => {
      const error = await answered(apiReply({ code: apiCode }));
      expect(error).toMatchObject({ name: 'SendError', code, apiCode, posted, retryable, partsPosted: 0 });
      expect(error.remaining).toEqual([{ text: 'x' }]);
      expect(error.message).toContain(`(API error ${apiCode})`);
      expect(error.message.length).toBeGreaterThan(60);
    },
  );

  it('with 117 to a message with a file means that the NAS could not download it', async () => {
    const error = await answered(apiReply({ code: 117 }), { text: 'x', fileUrl: 'http://localhost/a.png' });
    expect(error).toMatchObject({ code: 'file_unreachable', posted: 'no' });
  });

  it('with 407 to what is no JSON does not blame a user', async () => {
    for (const errors of ['payload: not a json object', { name: 'payload', reason: 'type' }, 'invalid JSON'])
      expect(await answered(apiReply({ code: 407, errors }))).toMatchObject({ code: 'payload_invalid', apiCode: 407 });
    for (const errors of ['record is not valid', undefined])
      expect(await answered(apiReply({ code: 407, errors }))).toMatchObject({ code: 'record_invalid', apiCode: 407 });
  });

  it('with 800 names the mistake: the URL of a bot', async () => {
    const error = await answered(apiReply({ code: 800, errors: 'no target' }));
    expect(error.message).toContain('This is the URL of a bot: use sendBot, or the URL of');
  });

  it('may say more in a string, an object or not at all', async () => {
    expect((await answered(apiReply({ code: 404, errors: 'bot is not legal' }))).message).toContain(
      '404, "bot is not legal"',
    );
    expect(
      (await answered(apiReply({ code: 120, errors: { name: 'payload', reason: 'required' } }))).message,
    ).toContain('"reason":"required"');
    for (const error of [{}, null, 'no', [], { code: '404' }])
      expect(await answered(apiReply(error))).toMatchObject({ code: 'api_error', apiCode: undefined });
  });

  it('that names the address of a file does not get it into the error: it may be a secret', async () => {
    const error = await answered(apiReply({ code: 117, errors: 'cannot get https://bot.example/files/secret/a.png' }));
    expect(error.message).not.toContain('secret');
  });

  it('that repeats the token does not get it into the error', async () => {
    const error = await answered(apiReply({ code: 404, errors: `invalid token ${token}` }));
    expect(everythingIn(error)).not.toContain(token);
  });

  it.each(['{"success":"true"}', '{}', 'null', '[]', '"ok"', '{"succ', '', '<html>', '{"success":1}'])(
    'that is %s is not one of Chat',
    async (body) => {
      const error = await answered(
        `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      );
      expect(error).toMatchObject({ code: 'not_chat', posted: 'unknown', retryable: false });
    },
  );
});

describe('a server that is not as it should be', () => {
  it('but answers with the HTML page of a proxy and status 200 is not Chat', async () => {
    const error = await bad('html');
    expect(error).toMatchObject({ code: 'not_chat', posted: 'unknown', retryable: false });
    expect(error.message).toContain('/webapi/');
  });

  it.each([
    [403, 'no'],
    [404, 'no'],
    [413, 'no'],
    [408, 'unknown'],
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
    [201, 'unknown'],
  ] as const)('but answers with status %i says so', async (status, posted) => {
    const error = await bad(`status.${status}`);
    expect(error).toMatchObject({ code: 'http_status', posted, retryable: false });
    expect(error.message).toContain(String(status));
  });

  it('but redirects is not followed: the token goes nowhere else', async () => {
    expect(await bad('redirect')).toMatchObject({ code: 'redirected', posted: 'no', retryable: false });
  });

  it.each(['hang', 'stall'])('but answers never or never to the end (%s) times out', async (path) => {
    const error = await bad(path, { timeout: 100 });
    expect(error).toMatchObject({ code: 'timeout', posted: 'unknown', retryable: false });
    expect(error.message).toContain('100 ms');
  });

  it.each(['truncate', 'close', 'reset'])(
    'but breaks the connection (%s) leaves it unknown whether it posted',
    async (path) => {
      const error = await bad(path);
      // Only Workers do not tell a broken connection from one that never stood.
      expect(tells || path === 'truncate' ? ['connection_lost'] : ['connect_failed', 'connection_lost']).toContain(
        error.code,
      );
      expect(error).toMatchObject({ posted: 'unknown', retryable: false });
    },
  );

  it('but answers without end is cut off', async () => {
    expect(await bad('endless')).toMatchObject({ code: 'reply_too_large', posted: 'unknown', retryable: false });
  });

  it('but does not listen was never reached, where the runtime tells', async () => {
    const error = await fail(inject('closedPort'), 'x');
    expect(error).toMatchObject(
      tells
        ? { code: 'connect_failed', posted: 'no', retryable: true }
        : { code: 'connect_failed', posted: 'unknown', retryable: false },
    );
  });

  it('but has no address was never reached, where the runtime tells', async () => {
    const error = await fail('http://no-such-host.invalid', 'x');
    expect(error).toMatchObject(
      tells
        ? { code: 'dns_failed', posted: 'no', retryable: true }
        : { code: 'connect_failed', posted: 'unknown', retryable: false },
    );
  });

  it('but has a certificate that nobody trusts gets nothing, where the runtime tells', async () => {
    const error = await fail(inject('untrustedServer'), 'ok');
    expect(error).toMatchObject(
      tells
        ? { code: 'tls_failed', posted: 'no', retryable: false }
        : { code: 'connect_failed', posted: 'unknown', retryable: false },
    );
  });
});

describe('no error of any kind', () => {
  it('holds the address or the token, in any property, message, stack or cause', async () => {
    const { host } = new URL(inject('badServer'));
    const kinds = ['html', 'status.502', 'redirect', 'truncate', 'close', 'reset', 'endless'];
    const errors = await Promise.all([
      ...kinds.map((path) => bad(path)),
      bad('hang', { timeout: 50 }),
      fail(inject('closedPort'), 'x'),
      fail('http://no-such-host.invalid', 'x'),
      fail(inject('untrustedServer'), 'ok'),
      answered(apiReply({ code: 404, errors: 'invalid token' })),
    ]);
    for (const error of errors) {
      const all = everythingIn(error);
      expect(all).not.toContain(token);
      expect(all.replaceAll(/\bat .*/g, '')).not.toContain(host);
      expect(all).not.toContain('no-such-host');
      expect(error.cause).toBeUndefined();
      expect(JSON.stringify(error)).not.toContain('"x"');
    }
  });
});

describe('a connection that never stood', () => {
  it('is tried again, where the runtime tells; what may have been posted is not', async () => {
    const waits: number[] = [];
    const sleep = (ms: number) => Promise.resolve(void waits.push(ms));
    await fail(inject('closedPort'), 'x', { retries: 3, sleep });
    expect(waits).toHaveLength(tells ? 3 : 0);
    await bad('close', { retries: 3, sleep });
    await bad('status.502', { retries: 3, sleep });
    expect(waits).toHaveLength(tells ? 3 : 0);
  });
});
