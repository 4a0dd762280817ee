import { describe, expect, it } from 'vitest';
import { appThatAnswers, post } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';
import { createMask } from './mask.ts';

describe('the record of exchanges', () => {
  it('describes both directions in words', async () => {
    const app = appThatAnswers(() => Response.json({ text: 'pong' }));
    const nas = createSimulator({ fetch: app.fetch });
    const { url } = nas.addIncoming({ channel: 'general' });
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });
    await post(nas, url, { text: 'hi' });
    await post(nas, url, { text: 'too fast' });
    await nas.say('ada', 'general', '/ping');

    expect(nas.exchanges()).toMatchObject([
      { direction: 'received', kind: 'api', method: 'POST', note: 'posted in general', response: { status: 200 } },
      { note: '411: less than 450 ms after the last accepted post' },
      { direction: 'sent', kind: 'slash', note: 'a reply', response: { body: '{"text":"pong"}' } },
    ]);
  });

  it('holds no token in any place', async () => {
    const tokens: string[] = [];
    const app = appThatAnswers(() => Response.json({ text: `echo ${tokens.join(' ')}` }));
    const nas = createSimulator({ fetch: app.fetch, rateInterval: 0 });
    const { url, token } = nas.addIncoming({ channel: 'general' });
    tokens.push(token, nas.addSlash({ command: 'ping', url: 'http://app.example/ping?token=abc' }).token);
    tokens.push(nas.addOutgoing({ channel: 'general', url: 'http://app.example/out' }).token);
    await post(nas, url, { text: 'hi', token });
    await post(nas, url.replace(token, 'Zz9'.repeat(21)), { text: 'hi', token: 'Zz9'.repeat(21) });
    await nas.say('ada', 'general', '/ping');
    await nas.say('ada', 'general', 'hi');
    nas.switches.hookFormat = 'json';
    await nas.say('ada', 'general', 'hi');

    const record = JSON.stringify(nas.exchanges());
    expect(nas.exchanges()).toHaveLength(5);
    for (const secret of [...tokens, 'Zz9Zz9', 'token=abc']) expect(record).not.toContain(secret);
  });

  it('holds no half of a token at the end of a cut body', async () => {
    const nas = createSimulator();
    const { url, token } = nas.addIncoming({ channel: 'general' });
    // Masked tokens are shorter than tokens: the searched part of the body ends within the last token.
    for (const before of [16_384 - 80, 32_768 - 80, 32_768 - 96]) {
      const body = `${`${token} `.repeat(200)}${'-'.repeat(before - 200 * 65)}${`${token} `.repeat(3)}${'-'.repeat(9_000)}`;
      await nas.fetch(new Request(url.replace(token, ''), { method: 'POST', body }));
    }
    const bodies = nas.exchanges().map(({ request }) => request.body);
    expect(bodies.map((body) => body.length > 1_000)).toEqual([true, true, true]);
    for (const length of [12, 64]) expect(bodies.join()).not.toContain(token.slice(0, length));
  });

  it('keeps the newest 500 and the first 16384 characters of a body', async () => {
    const nas = createSimulator({ rateInterval: 0 });
    const { url } = nas.addIncoming({ channel: 'general' });
    for (let n = 0; n < 501; n += 1) await post(nas, url, { text: String(n) });
    await post(nas, url, { text: 'x'.repeat(20_000) });
    expect(nas.exchanges()).toHaveLength(500);
    expect(nas.exchanges().at(0)?.request.body).toContain('%222%22');
    expect(nas.exchanges().at(-1)?.request.body).toHaveLength(16_385);
  });
});

describe('the mask', () => {
  const mask = createMask(() => ['SECRET']);
  it.each([
    ['http://nas/x?token=%22abc%22&a=1', 'http://nas/x?token=***&a=1'],
    ['{"token": "abc","text":"t"}', '{"token": "***","text":"t"}'],
    ['payload=%7B%22token%22%3A%22abc%22%7D', 'payload=%7B%22token%22%3A%22***%22%7D'],
    ['anywhere SECRET', 'anywhere ***'],
    ['tokens are fine', 'tokens are fine'],
  ])('makes %s to %s', (visible, hidden) => {
    expect(mask.text(visible)).toBe(hidden);
  });
  it('hides credentials in headers', () => {
    expect(mask.headers({ Authorization: 'Basic x', Accept: '*/*' })).toEqual({ Authorization: '***', Accept: '*/*' });
  });
});
