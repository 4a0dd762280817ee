import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { appThatAnswers, ask, post } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';
import { storedFileSchema, toStoredFile } from './post.ts';

const app = appThatAnswers(() => new Response('PDF', { headers: { 'Content-Type': 'application/pdf' } }));

/** A server and, later, another server with the stored state as text, as in a file. */
function storedRoom() {
  const storage = new Map<string, unknown>();
  const start = (options: SimulatorOptions = {}) => {
    for (const [key, value] of storage) storage.set(key, JSON.parse(JSON.stringify(value)) as unknown);
    return createSimulator({ storage, fetch: app.fetch, rateInterval: 0, ...options });
  };
  return { storage, start };
}

describe('with a storage, after a restart', () => {
  it('posts, notices, files and ids are unchanged', async () => {
    const { start } = storedRoom();
    const before = start({ channels: ['general', { name: 'board', members: ['ada'] }] });
    const { url } = before.addIncoming({ channel: 'general' });
    await post(before, url, { text: 'see', file_url: 'http://files.example/båt.pdf', attachments: [{ text: 'a' }] });
    await before.say('ada', 'board', '/nope');

    const after = start();
    expect(after.posts('general')).toEqual(before.posts('general'));
    expect(after.notices('ada')).toEqual(before.notices('ada'));
    expect(new TextDecoder().decode(after.posts('general')[0]?.file?.bytes)).toBe('PDF');
    const [next] = await after.say('ada', 'board', 'next');
    expect(next?.id).toBe(String(2 * 2 ** 32 + 2));
  });

  it('integrations keep their tokens, also when the same integration is added again', async () => {
    const { start } = storedRoom();
    const before = start();
    const made = (nas: ReturnType<typeof start>) => ({
      incoming: nas.addIncoming({ channel: 'general' }),
      outgoing: nas.addOutgoing({ triggerWords: ['Ping'], url: 'http://app.example/out' }),
      slash: nas.addSlash({ command: 'ping', url: 'http://app.example/ping' }),
      bot: nas.addBot({ name: 'Helper' }),
    });
    const first = made(before);
    const after = start();
    expect(made(after)).toEqual(first);
    expect(await post(after, first.incoming.url, { text: 'hi' })).toEqual({ success: true });
    expect(() => after.addSlash({ command: 'ping', url: 'http://app.example/' })).toThrow('already');
    expect(after.addIncoming({ channel: 'general' }).token).not.toBe(first.incoming.token);
  });

  it('users, channels, conversations and switches are unchanged', async () => {
    const { start } = storedRoom();
    const before = start();
    await ask(before, 'users', 'POST', { name: 'eve' });
    await ask(before, 'channels', 'POST', { name: 'board', members: ['eve'] });
    await ask(before, 'users/ada', 'PATCH', { disabled: true });
    before.addBot({ name: 'Helper' });
    await before.say('eve', '@Helper', 'hi');
    before.switches.latency = 7;
    before.switches.headProbe = true;

    const after = start({ headProbe: false, channels: ['general', 'more'] });
    expect((await ask(after, 'room')).body).toMatchObject({
      users: [{ name: 'mikael' }, { name: 'ada', disabled: true }, { name: 'eve', id: 4 }],
      channels: [{ name: 'general' }, { name: 'board', members: ['eve'] }, { name: 'more' }],
    });
    expect(after.posts('@Helper')).toEqual(before.posts('@Helper'));
    expect(after.switches).toMatchObject({ latency: 7, headProbe: false });
  });

  it('deleted, replaced and regenerated entries stay so, and no id is used twice', async () => {
    const { start } = storedRoom();
    const before = start();
    const old = before.addIncoming({ channel: 'general' }).token;
    before.addSlash({ command: 'ping', url: 'http://app.example/' });
    await ask(before, 'integrations/4/regenerate', 'POST', {});
    await ask(before, 'integrations/5', 'DELETE');

    const after = start();
    expect((await ask(after, 'integrations')).body).toMatchObject({ integrations: [{ id: 4 }] });
    expect(after.addIncoming({ channel: 'general' }).token).not.toBe(old);
    expect((await ask(after, 'users', 'POST', { name: 'eve' })).body).toMatchObject({ id: 6 });
  });

  it('an invalid entry is refused by its key', () => {
    for (const [key, value] of [
      ['user/2', { id: 2 }],
      ['integration/3', { id: 3, kind: 'slash', command: 'x', url: 'http://a.example/', token: 'short' }],
      ['file/1', { name: 'a', type: 'b', base64: '%' }],
      ['switches', { latency: -1 }],
    ] as const)
      expect(() => createSimulator({ storage: new Map<string, unknown>([[key, value]]) })).toThrow(TypeError);
  });

  it.each([0, 1, 2, 24_576, 60_001])('the %d bytes of a file are unchanged', (size) => {
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    const storedFile = toStoredFile({ name: 'a.bin', type: 'b', size, bytes });
    expect(v.parse(storedFileSchema, JSON.parse(JSON.stringify(storedFile)))).toEqual({
      name: 'a.bin',
      type: 'b',
      size,
      bytes,
    });
  });

  it('a file is stored once, beside the post', async () => {
    const { storage, start } = storedRoom();
    const nas = start();
    await post(nas, nas.addIncoming({ channel: 'general' }).url, { file_url: 'http://files.example/a.pdf' });
    expect(storage.get('file/4294967297')).toEqual({ name: 'a.pdf', type: 'application/pdf', base64: 'UERG' });
    expect(JSON.stringify(storage.get('post/4294967297'))).not.toContain('UERG');
  });
});
