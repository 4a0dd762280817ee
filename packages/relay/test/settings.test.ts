import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../src/cli/settings.ts';

const token = `${'synthetic0'.repeat(6)}abcd`;
const webhook = `https://nas.example:5001/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`;
const other = webhook.replace('abcd', 'efgh');
const read = (env: Record<string, string>, data?: string) => readSettings({ SYNOCHAT_WEBHOOK: webhook, ...env }, data);

describe('the settings', () => {
  it('need no more than one webhook', async () => {
    expect(await read({})).toEqual({
      webhooks: new Map([['default', { url: webhook, key: 'jz6mslk5rmbi3llkccc63tmv34' }]]),
      showing: { images: 'link', imageHosts: [], marks: true, mentions: true, maxText: 8000 },
      ...{ origin: undefined, port: 8080, host: undefined },
      place: { redisUrl: undefined, data: join(homedir(), '.local/state/synochat-relay') },
    });
  });

  it('have more webhooks by their names, each with another key', async () => {
    const { webhooks } = await read({
      SYNOCHAT_WEBHOOK_MEDIA: other,
      SYNOCHAT_RELAY_KEY_MEDIA: 'my-own-key-0123456789',
    });

    expect([...webhooks.keys()]).toEqual(['default', 'media']);
    expect(webhooks.get('media')?.key).toBe('my-own-key-0123456789');
  });

  it('treat an empty variable as absent, as compose files pass one', async () => {
    const empty = {
      SYNOCHAT_WEBHOOK_MEDIA: '',
      SYNOCHAT_RELAY_KEY: '',
      SYNOCHAT_RELAY_URL: '',
      SYNOCHAT_RELAY_IMAGES: '',
    };

    expect(await read({ ...empty, REDIS_URL: '', PORT: '', HOST: '', SYNOCHAT_RELAY_DATA: '' })).toEqual(
      await read({}),
    );
  });

  it('take the folder of --data, or of the variable, or of the XDG specification', async () => {
    expect((await read({ SYNOCHAT_RELAY_DATA: '/data' })).place.data).toBe('/data');
    expect((await read({ SYNOCHAT_RELAY_DATA: '/data' }, '/other')).place.data).toBe('/other');
    expect((await read({ XDG_STATE_HOME: '/state' })).place.data).toBe('/state/synochat-relay');
  });

  it('take an address without the slash at its end, and hosts of images by commas', async () => {
    const env = { SYNOCHAT_RELAY_URL: 'https://relay.example/chat/', SYNOCHAT_RELAY_IMAGES: 'file' };

    expect(await read({ ...env, SYNOCHAT_RELAY_IMAGE_HOSTS: 'grafana.example, Cam.example:8443' })).toMatchObject({
      origin: 'https://relay.example/chat',
      showing: { images: 'file', imageHosts: ['grafana.example', 'cam.example:8443'] },
    });
  });

  it('turn mentions and marks off, in the words that people use', async () => {
    for (const word of ['no', 'No', 'false', 'off', '0'])
      expect((await read({ SYNOCHAT_RELAY_MENTIONS: word, SYNOCHAT_RELAY_MARKS: word })).showing).toMatchObject({
        ...{ mentions: false, marks: false },
      });
    for (const word of ['yes', 'TRUE', 'on', '1', ''])
      expect((await read({ SYNOCHAT_RELAY_MENTIONS: word })).showing.mentions).toBe(true);
    expect((await read({ SYNOCHAT_RELAY_MAX_TEXT: '2000' })).showing.maxText).toBe(2000);
  });
});

describe('one sentence says what is wrong', () => {
  it.each<[string, Record<string, string>]>([
    ['SYNOCHAT_WEBHOOK', { SYNOCHAT_WEBHOOK: '' }],
    ['SYNOCHAT_WEBHOOK: ', { SYNOCHAT_WEBHOOK: 'https://nas.example/' }],
    ['SYNOCHAT_WEBHOOK: ', { SYNOCHAT_WEBHOOK: webhook.replace('incoming', 'chatbot') }],
    ['SYNOCHAT_WEBHOOK_MEDIA: ', { SYNOCHAT_WEBHOOK_MEDIA: 'nas.example' }],
    ['SYNOCHAT_WEBHOOK and SYNOCHAT_WEBHOOK_DEFAULT', { SYNOCHAT_WEBHOOK_DEFAULT: webhook }],
    ['SYNOCHAT_WEBHOOK_: ', { SYNOCHAT_WEBHOOK_: other }],
    ['SYNOCHAT_WEBHOOK_MY-NAS: ', { 'SYNOCHAT_WEBHOOK_MY-NAS': other }],
    [`SYNOCHAT_WEBHOOK_${'A'.repeat(65)}: `, { [`SYNOCHAT_WEBHOOK_${'A'.repeat(65)}`]: other }],
    ['SYNOCHAT_RELAY_KEY_KÜCHE: ', { SYNOCHAT_RELAY_KEY_KÜCHE: 'my-own-key-0123456789' }],
    ['SYNOCHAT_RELAY_KEY ', { SYNOCHAT_RELAY_KEY: 'short' }],
    ['SYNOCHAT_RELAY_KEY ', { SYNOCHAT_RELAY_KEY: 'Capitals-0123456789-0123456789' }],
    ['SYNOCHAT_RELAY_KEY_MEDIA', { SYNOCHAT_RELAY_KEY_MEDIA: 'my-own-key-0123456789' }],
    [
      'same key',
      {
        ...{ SYNOCHAT_RELAY_KEY: 'my-own-key-0123456789', SYNOCHAT_RELAY_KEY_MEDIA: 'my-own-key-0123456789' },
        SYNOCHAT_WEBHOOK_MEDIA: other,
      },
    ],
    ['SYNOCHAT_RELAY_URL', { SYNOCHAT_RELAY_URL: 'relay.example:8080' }],
    ['SYNOCHAT_RELAY_URL', { SYNOCHAT_RELAY_URL: 'http://ada:secret@relay.example' }],
    ['SYNOCHAT_RELAY_URL', { SYNOCHAT_RELAY_URL: 'http://relay.example/?key=1' }],
    ['SYNOCHAT_RELAY_IMAGES', { SYNOCHAT_RELAY_IMAGES: 'files' }],
    ['SYNOCHAT_RELAY_IMAGE_HOSTS', { SYNOCHAT_RELAY_IMAGES: 'file' }],
    ['SYNOCHAT_RELAY_IMAGE_HOSTS', { SYNOCHAT_RELAY_IMAGE_HOSTS: 'grafana.example' }],
    [
      'SYNOCHAT_RELAY_IMAGE_HOSTS',
      { SYNOCHAT_RELAY_IMAGES: 'file', SYNOCHAT_RELAY_IMAGE_HOSTS: 'https://grafana.example/' },
    ],
    ['SYNOCHAT_RELAY_MENTIONS', { SYNOCHAT_RELAY_MENTIONS: 'nobody' }],
    ['SYNOCHAT_RELAY_MARKS', { SYNOCHAT_RELAY_MARKS: 'secret' }],
    ['SYNOCHAT_RELAY_MAX_TEXT', { SYNOCHAT_RELAY_MAX_TEXT: '10' }],
    ['SYNOCHAT_RELAY_MAX_TEXT', { SYNOCHAT_RELAY_MAX_TEXT: '2e3' }],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
    ['PORT', { PORT: 'http' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
  ])('%s, and no secret: %o', async (name, env) => {
    const error = await read(env).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );

    expect(error?.name).toBe('UsageError');
    expect(error?.message).toContain(name);
    expect(error?.message).not.toContain('\n');
    for (const secret of ['synthetic0', 'my-own-key', 'secret']) expect(error?.message).not.toContain(secret);
  });

  it('also for an empty --data', async () => {
    await expect(read({}, '')).rejects.toThrow('--data is empty');
  });
});
