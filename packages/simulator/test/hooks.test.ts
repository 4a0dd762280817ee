import { afterEach, describe, expect, it } from 'vitest';
import { createSimulator, type SimulatorOptions } from '../src/index.ts';
import { adapted, parts, rawServer, vector } from './raw.ts';

const failure = '(Only visible to you) Failed to send a request to the bot server. Please contact the bot owner.';

const open: Awaited<ReturnType<typeof rawServer>>[] = [];
async function appWith(answer: string) {
  const server = await rawServer(answer);
  open.push(server);
  return server;
}
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const names = (body: string) => [...new URLSearchParams(body).keys()];

describe('a hook over a socket', () => {
  it.each([
    ['V60', 'Labb', 'Ping'],
    ['V61', '排程機器人', 'stk'],
  ])('has the fields of %s in their order', async (id, channel, word) => {
    const app = await appWith(vector('V74').raw);
    const sample = parts(vector(id).raw);
    const sampleFields = new URLSearchParams(sample.body);
    const nas = createSimulator({
      channels: [channel],
      users: [sampleFields.get('username') ?? ''],
      spaceEncoding: 'plus',
    });
    const { token } = nas.addOutgoing({ triggerWords: [word], url: `${app.url}/hook` });
    await nas.say(sampleFields.get('username') ?? '', channel, sampleFields.get('text') ?? '');

    const { start, headers, body } = parts(app.requests[0] ?? '');
    expect(start).toBe(sample.start);
    expect(headers.get('content-type')).toBe(sample.headers.get('content-type'));
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(body));
    expect(names(body)).toEqual(names(sample.body));
    expect(body).toContain(/channel_name=[^&]*/u.exec(sample.body)?.[0]);
    expect(body).toContain(/text=.*$/.exec(sample.body)?.[0]);
    expect(new URLSearchParams(body).get('token')).toBe(token);
  });

  it('has the fields of V64 in order, and between these fields post, thread and time', async () => {
    const app = await appWith(vector('V74').raw);
    const nas = createSimulator({ channels: ['Labb'] });
    nas.addSlash({ command: 'slash', url: `${app.url}/slash` });
    await nas.say('mikael', 'Labb', '/slash add 1234 silent delay=5');

    const { start, body } = parts(app.requests[0] ?? '');
    const sample = parts(vector('V64').raw);
    expect(start).toBe(sample.start);
    const added = ['post_id', 'thread_id', 'timestamp'];
    expect(names(body).filter((name) => !added.includes(name))).toEqual(names(sample.body));
    expect(names(body)).toEqual(expect.arrayContaining(added));
    expect(body).toContain('text=%2Fslash%20add%201234%20silent%20delay%3D5');
  });

  it('has the fields of V63 in order for a message to a bot', async () => {
    const app = await appWith(vector('V74').raw);
    const sample = parts(vector('V63').raw);
    const nas = createSimulator({ users: ['nicholasli'], spaceEncoding: 'plus' });
    nas.addBot({ name: 'Helper', url: `${app.url}/bot` });
    await nas.say('nicholasli', '@Helper', 'stk helloworld');
    const { start, headers, body } = parts(app.requests[0] ?? '');
    expect(start).toBe(sample.start);
    expect(headers.get('content-type')).toBe(sample.headers.get('content-type'));
    expect(names(body)).toEqual(names(sample.body));
    expect(body).toMatch(/&text=stk\+helloworld$/);
  });

  it('has the fields of V86 in order for a text with a slash that is no command', async () => {
    const app = await appWith(vector('V74').raw);
    const sample = parts(vector('V86').raw);
    const nas = createSimulator();
    nas.addBot({ name: 'Helper', url: `${app.url}/bot` });
    await nas.say('ada', '@Helper', '/db');
    const { start, body } = parts(app.requests[0] ?? '');
    expect([start, names(body)]).toEqual([sample.start, names(sample.body)]);
    expect(body).toMatch(/&text=%2Fdb$/);
  });

  it('has the fields of V87 in order for an uploaded file', async () => {
    const app = await appWith(vector('V74').raw);
    const sample = parts(vector('V87').raw);
    const nas = createSimulator();
    nas.addBot({ name: 'Helper', url: `${app.url}/bot` });
    await nas.upload('ada', '@Helper', new File(['A page'], 'scan.pdf'));
    const { start, body } = parts(app.requests[0] ?? '');
    expect([start, names(body)]).toEqual([sample.start, names(sample.body)]);
    expect(body).toMatch(/&file_name=scan\.pdf$/);
  });

  it('has the fields and the trigger word of V88 in a channel without trigger words', async () => {
    const app = await appWith(vector('V74').raw);
    const sample = parts(vector('V88').raw);
    const nas = createSimulator({ channels: ['Labb'] });
    nas.addOutgoing({ channel: 'Labb', url: `${app.url}/outgoing` });
    await nas.say('mikael', 'Labb', new URLSearchParams(sample.body).get('text') ?? '');
    const { start, body } = parts(app.requests[0] ?? '');
    expect([start, names(body)]).toEqual([sample.start, names(sample.body)]);
    expect(body).toContain(/text=.*$/.exec(sample.body)?.[0]);
  });

  it('has the payload of V65 for a pressed button, and the answer V80 replaces the post', async () => {
    const app = await appWith(vector('V80').raw);
    const sample = parts(vector('V65').raw);
    const payloadOf = (body: string) => new URLSearchParams(body).get('payload') ?? '';
    const nas = createSimulator({ users: ['x', 'y', 'mikael'] });
    const { url, token } = nas.addBot({ name: 'Helper', url: `${app.url}/bot` });
    const attachments = [
      { callback_id: 'abc', actions: (JSON.parse(payloadOf(sample.body)) as { actions: [] }).actions },
    ];
    const payload = JSON.stringify({ user_ids: [4], attachments });
    await nas.fetch(new Request(url, { method: 'POST', body: new URLSearchParams({ payload }) }));
    const [question] = nas.posts('@Helper');
    await nas.press('mikael', { id: question?.id ?? '' }, 'OK');

    const { start, body } = parts(app.requests[0] ?? '');
    expect(start).toBe(sample.start);
    expect(names(body)).toEqual(['payload']);
    const expected = payloadOf(sample.body).replace('146028888230', question?.id ?? '');
    expect(payloadOf(body)).toBe(expected.replace(/BoT\w{61}/, token));
    expect(nas.posts('@Helper')).toMatchObject([{ id: question?.id, text: 'Approved by mikael', attachments: [] }]);
  });

  it('sends the HEAD of V67 first by the switch "headProbe"', async () => {
    const app = await appWith(vector('V74').raw);
    const nas = createSimulator({ headProbe: true });
    nas.addOutgoing({ channel: 'general', url: `${app.url}/hook` });
    await nas.say('ada', 'general', 'hi');
    expect(app.requests.map((request) => parts(request).start)).toEqual(['HEAD /hook HTTP/1.1', 'POST /hook HTTP/1.1']);
  });
});

describe('an answer over a socket', () => {
  async function heard(answer: string, options: SimulatorOptions = {}) {
    const app = await appWith(answer);
    const nas = createSimulator(options);
    nas.addOutgoing({ channel: 'general', url: `${app.url}/hook` });
    nas.addSlash({ command: 'ping', url: `${app.url}/slash` });
    const outgoing = await nas.say('ada', 'general', 'hi');
    const slash = await nas.say('ada', 'general', '/ping');
    return { outgoing: outgoing.slice(1).map(({ text }) => text), slash: slash.map(({ text }) => text) };
  }

  it.each([
    ['V71', 'Pong'],
    ['V74', undefined],
    ['V75', undefined],
    ['V77', undefined],
    ['V78', failure],
    ['V80', 'Approved by mikael'],
    ['V81', failure],
  ])('of the bytes of %s shows %s', async (id, text) => {
    const seen = text === undefined ? [] : [text];
    expect(await heard(vector(id).raw)).toEqual({ outgoing: seen, slash: seen });
  });

  it('204 (V77) is a failure by the switch "strictAck"', async () => {
    expect(await heard(vector('V77').raw, { strictAck: true })).toEqual({ outgoing: [failure], slash: [failure] });
  });

  it('with a file (V73) is posted with the file, and without it for a slash command', async () => {
    const files = await appWith('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nPDF');
    const app = await appWith(adapted(vector('V73').raw, { 'http://app.example': files.url }));
    const nas = createSimulator();
    nas.addOutgoing({ channel: 'general', url: app.url });
    nas.addSlash({ command: 'ping', url: app.url });
    await nas.say('ada', 'general', 'hi');
    await nas.say('ada', 'general', '/ping');
    expect(nas.posts('general')[1]).toMatchObject({ text: 'report', file: { name: 'report.pdf', size: 3 } });
    expect(nas.notices('ada')[0]).toMatchObject({ text: 'report', file: undefined });
    expect(files.requests).toHaveLength(1);
  });

  it('that never comes shows the failure', async () => {
    const nas = createSimulator();
    nas.addSlash({ command: 'ping', url: 'http://127.0.0.1:1/' });
    expect((await nas.say('ada', 'general', '/ping')).map(({ text }) => text)).toEqual([failure]);
  });
});
