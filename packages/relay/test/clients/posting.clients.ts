import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type SimulatorServer, startSimulator } from 'synochat-simulator/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scratchFolder } from '../../../synochat/test/helpers/runtime.ts';
import { type Relay, startRelay } from '../command.ts';

// Programs of others, as their users have them, post through the relay into the simulator.

let nas: SimulatorServer;
let relay: Relay;
const { scratch, cleanUp } = scratchFolder();
beforeAll(async () => {
  nas = await startSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  relay = await startRelay({ SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: join(scratch, 'data') });
});
afterAll(async () => {
  await relay.stop('SIGTERM');
  await nas.close();
  cleanUp();
});

const run = promisify(execFile);
const at = (path: string) => `http://127.0.0.1:${relay.port}${path.replace('K', relay.key)}`;
const place = () => `127.0.0.1:${relay.port}`;
const node = (program: string, variables: Record<string, string>) =>
  run(process.execPath, [join(import.meta.dirname, program)], { env: { PATH: process.env['PATH'], ...variables } });
const apprise = (address: string, text: string) =>
  run('apprise', ['-b', text, address], { env: { PATH: process.env['PATH'], HOME: scratch, LANG: 'C.UTF-8' } });
const curl = (...args: string[]) => run('curl', ['--silent', '--show-error', '--fail', ...args]);

type Client = (text: string) => Promise<unknown>;
const clients: readonly (readonly [name: string, post: Client])[] = [
  ['curl with a text', (text) => curl('-H', 'content-type: text/plain', '--data-binary', text, at('/post/K'))],
  ['curl with a form', (text) => curl('--data-urlencode', `text=${text}`, at('/post/K'))],
  ['curl with JSON', (text) => curl('--json', JSON.stringify({ text }), at('/post/K'))],
  ['curl as for ntfy', (text) => curl('--data-binary', text, at('/ntfy/K'))],
  // Slack asks every client to write these three characters as entities.
  [
    '@slack/webhook',
    (text) =>
      node('slack.mjs', {
        ADDRESS: at('/slack/K'),
        TEXT: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
      }),
  ],
  ['@slack/webhook without entities', (text) => node('slack.mjs', { ADDRESS: at('/slack/K'), TEXT: text })],
  ['discord.js', (text) => node('discord.mjs', { ADDRESS: at('/discord/api'), KEY: relay.key, TEXT: text })],
  ['Apprise as for Mattermost', (text) => apprise(`mmost://${place()}/${relay.key}`, text)],
  ['Apprise as for ntfy', (text) => apprise(`ntfy://${place()}/${relay.key}`, text)],
  ['Apprise as for Gotify', (text) => apprise(`gotify://${place()}/gotify/${relay.key}`, text)],
  ['Apprise as JSON', (text) => apprise(`json://${place()}/post/${relay.key}`, text)],
  ['Apprise as for its own API', (text) => apprise(`apprise://${place()}/apprise/${relay.key}`, text)],
];

/** Texts with characters that other notifiers lost. */
const naughty = [
  '3 & 4 + 5 = 100 %, %41 and %26',
  'he said "yes" and it\'s',
  'C:\\temp\\new',
  'a < b, c > d | e',
  '🔥 👩‍🚀 fire',
  'first line\nsecond line',
];

describe.each(clients)('%s', (_, post) => {
  it.each(naughty)('brings each character: %s', async (text) => {
    const before = nas.posts('general').length;
    await post(text);
    await expect.poll(() => nas.posts('general').length).toBe(before + 1);

    expect(shown(nas.posts('general')[before]?.text)).toBe(text);
  });

  it('brings 2,500 characters in parts', async () => {
    const before = nas.posts('general').length;
    const text = Array.from({ length: 500 }, (_, n) => `w${String(n).padStart(3, '0')}`).join(' ');
    await post(text);
    await expect.poll(() => nas.posts('general').length).toBe(before + 2);

    const parts = nas.posts('general').slice(before);
    expect(parts.map((part) => shown(part.text)).join('')).toBe(text);
  });
});

/** Returns the text as a reader sees it: the library breaks markup of strangers by characters without a width. */
function shown(text = ''): string {
  return text.replace(/\u200b|\u034f|\u2060/g, '');
}
