import { describe, expect, it } from 'vitest';
import { ask, post } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

const url = 'http://app.example/';
const token = 'Ab1'.repeat(22).slice(0, 64);

describe('a chosen token', () => {
  it('is the token of every kind of integration', async () => {
    const bodies: string[] = [];
    const fetch = async (req: Request) => {
      bodies.push(await req.text());
      return new Response();
    };
    const chosen = ['1', '2', '3', '4'].map((digit) => digit.repeat(64));
    const [first = '', second = '', third = '', fourth = ''] = chosen;
    const nas = createSimulator({ fetch, rateInterval: 0 });

    const incoming = nas.addIncoming({ channel: 'general', token: first });
    expect(nas.addOutgoing({ triggerWords: ['Hey'], url, token: second })).toEqual({ token: second });
    expect(nas.addSlash({ command: 'ping', url, token: third })).toEqual({ token: third });
    const bot = nas.addBot({ name: 'Helper', url, token: fourth });

    expect([incoming.token, bot.token]).toEqual([first, fourth]);
    for (const [address, body] of [
      [incoming.url, { text: 'hi' }],
      [bot.url, { text: 'hi', user_ids: [2] }],
    ] as const)
      expect(await post(nas, address, body)).toMatchObject({ success: true });
    for (const text of ['Hey', '/ping']) await nas.say('ada', 'general', text);
    await nas.say('ada', '@Helper', 'hi');
    expect(bodies.map((body) => new URLSearchParams(body).get('token'))).toEqual([second, third, fourth]);
    for (const each of chosen) expect(JSON.stringify(nas.exchanges())).not.toContain(each);
  });

  it.each([
    ['empty', ''],
    ['short', 'x'.repeat(63)],
    ['long', 'x'.repeat(65)],
    ['followed by a line break', `${token}\n`],
    ['outside ASCII', 'ä'.repeat(64)],
    ['of another type', 12_345_678],
  ])('is refused if the token is %s, by a sentence without the token', (_, wrong) => {
    const nas = createSimulator();
    const add = () => nas.addSlash({ command: 'ping', url, token: wrong as string });

    expect(add).toThrow(TypeError);
    expect(add).toThrow(/^token: A token must be 64 letters \(A-Z, a-z\) and digits, as Chat creates tokens\.$/);
  });

  it('is refused if another integration has the token', () => {
    const nas = createSimulator();
    nas.addSlash({ command: 'ping', url, token });

    expect(() => nas.addBot({ name: 'Helper', token })).toThrow(
      new TypeError('token: "ping" has the same token. Choose another token.'),
    );
    expect(nas.addBot({ name: 'Helper' }).token).not.toBe(token);
  });

  it('replaces the token of an earlier run, which stays masked', async () => {
    const storage = new Map<string, unknown>();
    const { token: before } = createSimulator({ storage }).addSlash({ command: 'ping', url });
    const nas = createSimulator({ storage, fetch: () => Response.json({ text: before }) });

    expect(nas.addSlash({ command: 'ping', url, token })).toEqual({ token });
    await nas.say('ada', 'general', '/ping');

    expect(JSON.stringify(nas.exchanges())).not.toContain(before);
    expect(createSimulator({ storage }).addSlash({ command: 'ping', url })).toEqual({ token });
  });

  it('is accepted by the API of the page for a new integration, and refused for a change', async () => {
    const nas = createSimulator();
    const settings = { kind: 'slash', command: 'ping', url, token };

    const { status, body } = await ask(nas, 'integrations', 'POST', settings);
    const { id } = body as { id: number };
    expect([status, JSON.stringify(body)]).toEqual([201, expect.not.stringContaining(token)]);
    expect((await ask(nas, `integrations/${id}/secret`, 'POST', {})).body).toEqual({ token });
    expect(await ask(nas, `integrations/${id}`, 'PATCH', { token: 'x'.repeat(64) })).toMatchObject({
      status: 400,
      body: 'token: A token cannot be changed. Regenerate the token.',
    });
  });
});
