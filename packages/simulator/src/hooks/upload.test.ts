import { describe, expect, it } from 'vitest';
import { appThatAnswers, ask, reply } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

const scan = () => new File(['A page'], 'scan.pdf', { type: 'application/pdf' });

function withBot(options: SimulatorOptions = {}, answer: () => Response = () => new Response()) {
  const app = appThatAnswers(answer);
  const nas = createSimulator({ fetch: app.fetch, now: () => 1_738_829_460_000, ...options });
  const { url, token } = nas.addBot({ name: 'Scanner', url: 'http://app.example/bot' });
  return { nas, app, url, token };
}

describe('a file that a user uploads to a bot', () => {
  it('is sent to the bot as a name, without a text and without an address', async () => {
    const { nas, app, token } = withBot();
    const [post] = await nas.upload('ada', '@Scanner', scan());
    expect(post).toMatchObject({
      author: 'ada',
      from: 'user',
      channel: '@Scanner',
      text: '',
      file: { name: 'scan.pdf' },
    });
    expect(app.requests[0]?.body).toBe(
      `token=${token}&user_id=3&username=ada&post_id=${post?.id}&thread_id=0&timestamp=1738829460000&file_name=scan.pdf`,
    );
    expect(nas.exchanges()).toMatchObject([{ direction: 'sent', kind: 'bot', note: 'acknowledged' }]);
  });

  it('has an empty text by the switch "uploadText"', async () => {
    const { nas, app } = withBot({ uploadText: 'empty' });
    await nas.upload('ada', '@Scanner', new File(['x'], '掃描 1&2.pdf'));
    expect(app.requests[0]?.body).toMatch(/&text=&file_name=%E6%8E%83%E6%8F%8F%201%262\.pdf$/);
  });

  it('is downloaded by post_file_get, by the bot alone', async () => {
    const { nas, url } = withBot();
    const other = nas.addBot({ name: 'Other' }).url;
    const [post] = await nas.upload('ada', '@Scanner', scan());
    const get = (bot: string) => `${bot.replace('method=chatbot', 'method=post_file_get')}&post_id=${post?.id}`;
    const response = await nas.fetch(new Request(get(url)));
    expect([response.headers.get('Content-Type'), await response.text()]).toEqual(['application/pdf', 'A page']);
    expect(response.headers.get('Content-Disposition')).toContain('filename="scan.pdf"');
    expect((await reply(nas, get(other))).error?.code).toBe(401);
  });

  it('may be answered, and a failure shows a notice', async () => {
    const answers = [Response.json({ text: 'Printed' }), new Response('', { status: 500 })];
    const { nas } = withBot({}, () => answers.shift() ?? new Response());
    expect((await nas.upload('ada', '@Scanner', scan()))[1]).toMatchObject({ author: 'Scanner', text: 'Printed' });
    expect((await nas.upload('ada', '@Scanner', scan()))[1]).toMatchObject({ from: 'server', onlyTo: 'ada' });
  });

  it('stays in the conversation with a bot that has no address', async () => {
    const { nas, app } = withBot();
    nas.addBot({ name: 'Mute' });
    expect(await nas.upload('ada', '@Mute', scan())).toHaveLength(1);
    expect(app.requests).toEqual([]);
  });

  it('has a name without a path, and a type', async () => {
    const { nas } = withBot();
    const [post] = await nas.upload('ada', '@Scanner', new File([], '..\\a/b/c.txt'));
    expect(post?.file).toMatchObject({ name: 'c.txt', type: 'application/octet-stream', size: 0 });
  });

  it('is downloaded with any name and type', async () => {
    const { nas, url } = withBot();
    for (const [name, type] of [
      ['a\u0000b\u001B[2J\r\nX: y\u202E.txt', 'text/html\r\nX: y'],
      ['\uD800.txt', 'ü/ü'],
      ['..', 'x/'.repeat(60_000)],
    ] as const) {
      const [post] = await nas.upload('ada', '@Scanner', new File(['A page'], name, { type }));
      const address = `${url.replace('method=chatbot', 'method=post_file_get')}&post_id=${post?.id}`;
      const response = await nas.fetch(new Request(address));
      const [, encoded = ''] = /filename\*=UTF-8''(\S+)$/.exec(response.headers.get('Content-Disposition') ?? '') ?? [];
      // workerd writes three replacement characters for a lone surrogate.
      const shown = decodeURIComponent(encoded).replace(/\uFFFD+/, '\uD800');
      expect([await response.text(), shown]).toEqual(['A page', name]);
      expect(response.headers.get('X')).toBeNull();
      expect(response.headers.get('Content-Type')?.length).toBeLessThan(256);
    }
  });

  it('is refused in a channel, of strangers, without a name, with one of 256 characters and over 32 MiB', async () => {
    const { nas, app } = withBot({ users: ['ada', { name: 'gone', deleted: true }] });
    const upload = (user: string, where: string, file = scan()) => nas.upload(user, where, file);
    await expect(upload('ada', 'general')).rejects.toThrow('A file can be uploaded to a bot only, not to general.');
    await expect(upload('eve', '@Scanner')).rejects.toThrow('There is no user "eve".');
    await expect(upload('gone', '@Scanner')).rejects.toThrow('gone is deleted or disabled.');
    await expect(upload('ada', '@Nobody')).rejects.toThrow('There is no bot "@Nobody".');
    for (const name of ['', 'a/'])
      await expect(upload('ada', '@Scanner', new File([''], name))).rejects.toThrow(TypeError);
    const long = new File([''], `${'x'.repeat(252)}.txt`);
    await expect(upload('ada', '@Scanner', long)).rejects.toThrow('at most 255 characters, this one has 256.');
    const large = new File([new Uint8Array(32 * 1024 * 1024 + 1)], 'large.bin');
    await expect(upload('ada', '@Scanner', large)).rejects.toThrow('A file has at most 33554432 bytes; large.bin has');
    expect([app.requests, nas.exchanges()]).toEqual([[], []]);
  });

  it('is uploaded over the API of the page, in base64', async () => {
    const { nas } = withBot();
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    const file = { user: 'ada', bot: '@Scanner', name: 'scan.bin', type: 'image/png', base64 };
    expect((await ask(nas, 'upload', 'POST', file)).body).toMatchObject({
      posts: [{ author: 'ada', file: { name: 'scan.bin', type: 'image/png', size: 60_000 } }],
    });
    expect(nas.posts('@Scanner')[0]?.file?.bytes).toEqual(bytes);
    expect(await ask(nas, 'upload', 'POST', { ...file, base64: 'no base64!' })).toEqual({
      status: 400,
      body: expect.stringContaining('not base64') as unknown,
    });
    expect((await ask(nas, 'upload', 'POST', { ...file, bot: 'general' })).status).toBe(400);
  });
});
