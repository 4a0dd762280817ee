import { describe, expect, it } from 'vitest';
import { appThatAnswers, handClock } from '../test/client.ts';
import { createSimulator, type SimulatorOptions } from './simulator.ts';

function joined(options: SimulatorOptions = {}, answer: () => Response | Promise<Response> = () => new Response()) {
  const app = appThatAnswers(answer);
  const nas = createSimulator({ fetch: app.fetch, now: () => 1_647_060_330_657, ...options });
  const out = nas.addOutgoing({ channel: 'general', url: 'http://app.example/out' }).token;
  const slash = nas.addSlash({ command: 'ping', url: 'http://app.example/slash' }).token;
  return { nas, app, out, slash };
}

describe('a hook', () => {
  it('sends an outgoing webhook as a form with these fields in this order', async () => {
    const { nas, app, out } = joined();
    await nas.say('mikael', 'general', 'a b+c & d');
    expect(app.requests[0]?.body).toBe(
      `token=${out}&channel_id=1&channel_type=1&channel_name=general&user_id=2&username=mikael&post_id=4294967297` +
        '&thread_id=0&timestamp=1647060330657&text=a%20b%2Bc%20%26%20d&trigger_word=',
    );
  });

  it('sends a slash command with the whole text and a post id of its own', async () => {
    const { nas, app, slash } = joined();
    await nas.say('mikael', 'general', '/ping 1');
    expect(app.requests[0]?.body).toBe(
      `token=${slash}&channel_id=1&channel_name=general&user_id=2&username=mikael&post_id=4294967297` +
        '&thread_id=0&timestamp=1647060330657&text=%2Fping%201',
    );
  });

  it('sends what the switches say', async () => {
    const { nas, app, slash } = joined({ spaceEncoding: 'plus', minimalSlash: true, omitEmptyTrigger: true });
    nas.switches.webhookUserIdOffset = 100;
    await nas.say('mikael', 'general', '/ping 1');
    expect(app.requests[0]?.body).toBe(`token=${slash}&user_id=2&username=mikael&text=%2Fping+1`);
    await nas.say('mikael', 'general', 'hi');
    expect(app.requests[1]?.fields.has('trigger_word')).toBe(false);
    expect(app.requests[1]?.fields.get('user_id')).toBe('102');
    nas.addOutgoing({ triggerWords: ['hi'], url: 'http://app.example/word' });
    await nas.say('mikael', 'general', 'hi');
    expect(app.requests.at(-1)?.fields.get('trigger_word')).toBe('hi');
  });

  it('sends one JSON object of strings by the switch "hookFormat"', async () => {
    const { nas, app, slash } = joined({ hookFormat: 'json', minimalSlash: true });
    await nas.say('mikael', 'general', '/ping');
    const fields = { token: slash, user_id: '2', username: 'mikael', text: '/ping' };
    expect(app.requests[0]?.body).toBe(JSON.stringify(fields));
    expect(nas.exchanges()[0]?.request.headers).toEqual({ 'Content-Type': 'application/json' });
  });

  it('waits ten seconds for the answer, not longer, and lets go of the request', async () => {
    const { advance, ...clock } = handClock();
    let signal: AbortSignal | null | undefined;
    const fetch = (_: string, init: RequestInit) => {
      signal = init.signal;
      advance(9_999);
      queueMicrotask(() => {
        advance(1);
      });
      return new Promise<Response>(() => undefined);
    };
    const { nas } = joined({ ...clock, fetch });
    const [notice] = await nas.say('ada', 'general', '/ping');
    expect(notice?.text).toContain('Failed to send');
    expect(signal?.aborted).toBe(true);
    expect(nas.exchanges()[0]).toMatchObject({ duration: 10_000, note: 'failure: no answer within 10000 ms' });
  });

  it('is sent once, or again unchanged by the switch "retries" until it is taken', async () => {
    const answers = [500, 500, 200];
    const { nas, app } = joined({}, () => new Response('', { status: answers.shift() ?? 500 }));
    nas.switches.retries = 5;
    expect(await nas.say('ada', 'general', '/ping')).toEqual([]);
    expect(new Set(app.requests.map(({ body }) => body)).size).toBe(1);
    expect(app.requests).toHaveLength(3);
    nas.switches.retries = 0;
    await nas.say('ada', 'general', '/ping');
    expect(app.requests).toHaveLength(4);
  });

  it('is probed by HEAD first with the switch "headProbe", and dead after a refusal', async () => {
    const { nas, app } = joined({ headProbe: true });
    await nas.say('ada', 'general', '/ping');
    expect(app.requests.map(({ method }) => method)).toEqual(['HEAD', 'POST']);

    const refusing = joined({ headProbe: true }, () => new Response(null, { status: 405 }));
    expect((await refusing.nas.say('ada', 'general', '/ping'))[0]?.text).toContain('Failed to send');
    await refusing.nas.say('ada', 'general', '/ping');
    expect(refusing.app.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it('does not follow a redirect, which would carry the token elsewhere', async () => {
    const modes: unknown[] = [];
    const fetch = (_: string, { redirect }: RequestInit) => {
      modes.push(redirect);
      return Promise.resolve(new Response());
    };
    await joined({ fetch, headProbe: true }).nas.say('ada', 'general', '/ping');
    expect(modes).toEqual(['manual', 'manual']);
  });

  it('is called as a bare function', async () => {
    const isBare: boolean[] = [];
    const { nas } = joined({
      fetch(this: unknown) {
        isBare.push(this === undefined);
        return Promise.resolve(new Response());
      },
    });
    await nas.say('ada', 'general', '/ping');
    expect(isBare).toEqual([true]);
  });
});
