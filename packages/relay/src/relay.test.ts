import type { Message } from 'synochat';
import { OutboxError, type PutOptions, type QueueState } from 'synochat/outbox';
import { describe, expect, it, vi } from 'vitest';
import { createRelay, type RelayOptions } from './relay.ts';

const [K, M] = ['jz6mslk5rmbi3llkccc63tmv34', 'zuizclnhw3ywpopwfiagzjxd5c'];
const quiet: QueueState = { webhook: 'default', waiting: 0, dead: 0, paused: undefined };

/** A relay whose outbox remembers what it stored. */
function openRelay(options: Partial<RelayOptions> = {}) {
  const stored: { webhook: string; text: string | undefined; message: Message; id: string | undefined }[] = [];
  const problems: string[] = [];
  const outbox = {
    put: (webhook: string, content: string | Message, { id }: PutOptions = {}) => {
      const message = typeof content === 'string' ? { text: content } : content;
      stored.push({ webhook, text: message.text, message, id });
      return Promise.resolve({ id: String(stored.length), duplicate: false });
    },
    state: () => Promise.resolve([quiet] as readonly QueueState[]),
  };
  const app = createRelay({
    ...{ outbox, keys: { default: K, media: M }, onProblem: (line) => problems.push(line) },
    ...options,
  });
  const call = async (path: string, init: RequestInit = {}) =>
    app.fetch(new Request(`http://relay.example${path}`, init));
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { stored, problems, call, post };
}

type Keyed = [path: string, body: object, headers?: Record<string, string>];

/** Each address with a body in its format. */
const addresses: readonly Keyed[] = [
  ['/slack/K', { text: 'hello' }],
  ['/slack/K/', { text: 'hello' }],
  ['/hooks/K', { text: 'hello' }],
  ['/hooks/anything/K', { text: 'hello' }],
  ['/discord/K', { content: 'hello' }],
  ['/discord/K?wait=true', { content: 'hello' }],
  ['/discord/K/slack', { text: 'hello' }],
  ['/discord/webhooks/123/K', { content: 'hello' }],
  ['/discord/api/webhooks/123/K', { content: 'hello' }],
  ['/discord/v10/webhooks/123/K', { content: 'hello' }],
  ['/discord/api/v10/webhooks/123/K?wait=true', { content: 'hello' }],
  ['/discord/api/webhooks/123/K/slack', { text: 'hello' }],
  ['/ntfy', { topic: 'K', message: 'hello' }],
  ['/ntfy/', { topic: 'K', message: 'hello' }],
  ['/', { topic: 'K', message: 'hello' }],
  ['/ntfy/K', { message: 'hello' }],
  ['/ntfy/K/publish', { message: 'hello' }],
  ['/gotify/message?token=K', { message: 'hello' }],
  ['/gotify//message?token=K', { message: 'hello' }],
  ['//apprise//notify/K', { body: 'hello' }],
  ['/gotify/message', { message: 'hello' }, { 'x-gotify-key': 'K' }],
  ['/gotify/message', { message: 'hello' }, { authorization: 'Bearer K' }],
  ['/apprise/notify/K', { body: 'hello' }],
  ['/post/K', { text: 'hello' }],
];
const keyed = (key: string) => JSON.parse(JSON.stringify(addresses).replaceAll('K', key)) as Keyed[];

describe('a notification at', () => {
  it.each(keyed(M))('%s is stored for the webhook of the key, and accepted', async (path, body, headers = {}) => {
    const { stored, post } = openRelay();

    const { status } = await post(path, body, headers);

    expect([200, 204]).toContain(status);
    expect(stored).toMatchObject([{ webhook: 'media', text: expect.stringContaining('hello') as string }]);
  });

  it.each(keyed('a'.repeat(26)))('%s is refused for good if the key is wrong', async (path, body, headers = {}) => {
    const { stored, post } = openRelay();

    const answer = await post(path, body, headers);

    expect([401, 403]).toContain(answer.status);
    expect(await answer.text()).not.toContain('a'.repeat(26));
    expect(stored).toEqual([]);
  });

  it.each(keyed(K))(
    '%s is to be sent again, with 503 and the seconds, if it cannot be stored',
    async (path, body, headers = {}) => {
      const problems: string[] = [];
      const outbox = {
        put: () => Promise.reject(new OutboxError('outbox_full', 'The outbox is full')),
        state: () => Promise.resolve([quiet]),
      };
      const { post, call } = openRelay({ outbox, onProblem: (line) => problems.push(line) });

      const answer = await post(path, body, headers);

      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
      expect(problems).toEqual(['The outbox is full']);
      expect((await call('/health')).status).toBe(503);
    },
  );
});

it('tells of a store that fails, and once that the store works again', async () => {
  const problems: string[] = [];
  let isFull = true;
  const outbox = {
    put: () =>
      isFull
        ? Promise.reject(new OutboxError('outbox_full', 'The outbox is full'))
        : Promise.resolve({ id: '1', duplicate: false }),
    state: () => Promise.resolve([quiet]),
  };
  const { post } = openRelay({ outbox, onProblem: (line) => problems.push(line) });
  await post(`/slack/${K}`, { text: 'hello' });
  isFull = false;
  for (let n = 0; n < 3; n++) await post(`/slack/${K}`, { text: 'hello' });

  expect(problems).toEqual(['The outbox is full', 'Notifications are stored again']);
});

describe('the answer', () => {
  it.each([
    ['/slack/K', { text: 'hello' }, 'text/html'],
    ['/discord/K/slack', { text: 'hello' }, 'text/html'],
    ['/hooks/K', { text: 'hello' }, 'text/plain'],
  ])('at %s is the text ok, as Slack and Mattermost answer', async (path, body, type) => {
    const answer = await openRelay().post(path.replace('K', K), body);

    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
    expect(answer.headers.get('content-type')).toContain(type);
  });

  it('to a wrong key is the word of Slack, and JSON for tools that parse JSON', async () => {
    const { post } = openRelay();

    const slack = await post('/slack/wrong', { text: 'hello' });
    expect([slack.status, await slack.text()]).toEqual([403, 'invalid_token']);
    for (const path of [
      '/discord/wrong',
      '/ntfy/wrong',
      '/gotify/message?token=wrong',
      '/apprise/notify/wrong',
      '/post/wrong',
    ])
      expect(await (await post(path, { text: 'hello' })).json()).toBeTypeOf('object');
  });

  it('to a tool that looks at its Discord webhook is a webhook', async () => {
    const { call } = openRelay();

    expect(await (await call(`/discord/${K}`)).json()).toMatchObject({ id: '1', type: 1 });
    expect((await call(`/discord/${K}`, { method: 'HEAD' })).status).toBe(200);
    expect((await call('/discord/wrong')).status).toBe(401);
  });

  it.each(['/slack/K', '/hooks/K', '/ntfy/K', '/gotify/message?token=K', '/apprise/notify/K'])(
    'to a browser at %s says that the address belongs into a tool, and stores nothing',
    async (path) => {
      const { call, stored } = openRelay();

      for (const method of ['GET', 'HEAD', 'DELETE', 'OPTIONS']) {
        const answer = await call(path.replace('K', K), { method });
        expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'POST, PUT']);
      }
      expect(stored).toEqual([]);
    },
  );

  it.each([
    ['/post/K', { ok: true }],
    ['/post/K?', { ok: true }],
    ['/ntfy/K/publish', { http: 200 }],
  ])('to a browser at %s, which also takes a GET, says that there was no text', async (path, answer) => {
    const { call, stored } = openRelay();
    const address = path.replace('K', K);

    expect(await (await call(address)).json()).toMatchObject({ ...answer, error: 'no text' });
    expect((await call(address, { method: 'HEAD' })).status).toBe(200);
    expect(stored).toEqual([]);
  });

  it.each([
    '/nothing',
    '/slack',
    '/slack/K/more',
    '/gotify',
    '/notify/K',
    '/discord/webhooks/abc/K',
    '/.env',
    '/%00',
    '/%',
  ])('at %s, which is no address, is 404', async (path) => {
    expect((await openRelay().post(path.replace('K', K), { text: 'hello' })).status).toBe(404);
  });

  it('to a body that is no notification is 400, and 413 if the body is too large', async () => {
    const { post, stored } = openRelay();

    for (const path of ['/slack/', '/hooks/', '/discord/']) expect((await post(`${path}${K}`, {})).status).toBe(400);
    expect((await post(`/post/${K}`, '')).status).toBe(400);
    expect((await post(`/slack/${K}`, { text: 'x'.repeat(1_048_577) })).status).toBeGreaterThanOrEqual(400);
    expect(stored).toEqual([]);
  });
});

describe('a webhook of DSM', () => {
  it('may send its text in the address', async () => {
    const { call, stored } = openRelay();

    expect((await call(`/post/${K}?text=Disk%20full%20%26%20hot`)).status).toBe(200);
    expect(stored).toMatchObject([{ webhook: 'default', text: 'Disk full & hot' }]);
  });
});

describe('an image', () => {
  const body = { text: 'Look', attachments: [{ image_url: 'https://cam.example/1.png', fallback: 'Look' }] };

  it('is a file only if its host is allowed', async () => {
    const allowed = openRelay({ images: 'file', imageHosts: ['cam.example'] });
    await allowed.post(`/slack/${K}`, body);
    expect(allowed.stored[0]?.message.fileUrl).toBe('https://cam.example/1.png');

    const other = openRelay({ images: 'file', imageHosts: ['grafana.example'] });
    await other.post(`/slack/${K}`, body);
    expect(other.stored[0]?.message.fileUrl).toBeUndefined();
    expect(other.stored[0]?.text).toContain('<https://cam.example/1.png|');
  });
});

it('shows neither mentions nor marks if both are off, and no more of a text than wanted', async () => {
  const { post, stored } = openRelay({ mentions: false, marks: false, maxText: 100 });
  await post(`/slack/${K}`, { text: `<!channel> ${'x'.repeat(200)}`, attachments: [{ color: 'danger', text: 'y' }] });

  const { text = '' } = stored[0] ?? {};
  expect(text.startsWith('@\u200bchannel x')).toBe(true);
  expect(text).toMatch(/more characters$/);
  expect(text.length).toBeLessThanOrEqual(100);
});

describe('/health', () => {
  const paused = (minutes: number) => ({
    ...quiet,
    ...{ waiting: 3, dead: 2 },
    paused: {
      since: Date.now() - minutes * 60_000,
      next: 0,
      code: 'connect_failed' as const,
      reason: 'the NAS is off',
    },
  });
  const withState = (state: () => Promise<readonly QueueState[]>) =>
    openRelay({ outbox: { put: () => Promise.reject(new Error()), state } });

  it.each<[number, string, QueueState[] | undefined]>([
    [200, 'all is well', [quiet]],
    [200, 'Chat is away for 9 minutes', [paused(9)]],
    [503, 'Chat is away for 10 minutes', [paused(10)]],
    [503, 'the store fails', undefined],
  ])('answers %i if %s', async (status, _, state) => {
    const stored = () => (state ? Promise.resolve(state) : Promise.reject(new Error('disk gone')));
    const answer = await withState(stored).call('/health');

    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ ok: status === 200 });
  });

  it('answers 503 for a minute after a message was not stored, also if the clock is set back meanwhile', async () => {
    const outbox = {
      put: () => Promise.reject(new OutboxError('outbox_full', 'The outbox is full')),
      state: () => Promise.resolve([quiet]),
    };
    const { post, call } = openRelay({ outbox });
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    try {
      await post(`/slack/${K}`, { text: 'hello' });
      vi.setSystemTime(Date.now() - 3_600_000);
      expect((await call('/health')).status).toBe(503);
      vi.advanceTimersByTime(60_001);
      expect((await call('/health')).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });

  it('and / show counts without keys', async () => {
    const { call } = withState(() => Promise.resolve([paused(20)]));

    const page = await (await call('/')).text();
    expect(page).toContain('default: 3 waiting, 2 failed, paused since');
    for (const text of [page, await (await call('/health')).text()]) expect(text).not.toMatch(/jz6m|zuiz/);
  });
});
