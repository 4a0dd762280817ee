import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { sendIncoming } from 'synochat';
import { createFileHost } from 'synochat/files';
import { diskStore } from 'synochat/files-disk';
import { createSimulator, type Simulator, type SimulatorOptions } from 'synochat-simulator';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readBlocks } from './blocks.ts';
import { makeCertificates } from './certificates.ts';
import { freePort, launch, type Running } from './process.ts';
import { bun, deno, scratchFolder, startServer } from './runtime.ts';

// What README and guides show is run as their readers would, with the built package, against a simulator on loopback.

const pages = ['README.md', ...['workers', 'deno', 'bun'].map((guide) => `docs/guides/${guide}.md`)];
const blocks = new Map(pages.flatMap(readBlocks).map((block) => [block.place, block.code]));
const run = new Set<string>();
const { scratch, cleanUp } = scratchFolder();
symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(scratch, 'node_modules'));
writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
afterAll(cleanUp);

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

type Environment = Readonly<Record<string, string>>;

/** Hooks go to their apps; every file there is has these bytes, as nothing here leaves the machine. */
const loopback = (url: string, init: RequestInit) =>
  url.startsWith('http://127.0.0.1:') ? fetch(url, init) : Promise.resolve(new Response('12345'));

interface NasOptions extends SimulatorOptions {
  /** With it, the simulator speaks https. */
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** A simulator on a port of its own. */
async function startNas({ certificate, ...options }: NasOptions = {}): Promise<Simulator> {
  const port = await freePort();
  const nas = createSimulator({
    origin: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`,
    fetch: loopback,
    ...options,
  });
  const listener = getRequestListener(nas.fetch);
  const serve = (req: IncomingMessage, res: ServerResponse) => void listener(req, res);
  const server = certificate ? createSecureServer(certificate, serve) : createServer(serve);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return nas;
}

/** The block as a file. */
function fileOf(place: string, edit = (code: string) => code): string {
  const code = blocks.get(place);
  if (code === undefined) throw new Error(`there is no block "${place}", only: ${[...blocks.keys()].join(', ')}`);
  run.add(place);
  const folder = join(scratch, String(run.size));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'snippet.ts');
  writeFileSync(path, edit(code));
  return path;
}

/** Runs the block to its end and gives what it printed. */
async function runScript(place: string, env: Environment = {}, command = [process.execPath], ...args: string[]) {
  const [program = '', ...flags] = command;
  const { stdout } = await promisify(execFile)(program, [...flags, fileOf(place), ...args], {
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
  });
  return stdout;
}

/** Serves the handler that the block exports. */
async function serveBlock(place: string, port: number, env: Environment): Promise<Running> {
  return start(
    [process.execPath, fileURLToPath(new URL('programs/serve.mjs', import.meta.url)), fileOf(place)],
    port,
    env,
  );
}

async function start(command: readonly string[], port: number, env: Environment): Promise<Running> {
  const running = await launch(command, {
    ...{ cwd: scratch, port, readyPath: '/', cleanUp: () => undefined },
    env: { PORT: String(port), ...env },
  });
  open.push(() => running.stop());
  return running;
}

/** Serves the Worker that the block exports under `wrangler dev`, with a bucket, and a path that tells when it is ready. */
async function serveWorker(place: string, env: Environment): Promise<Running> {
  const folder = dirname(fileOf(place));
  const main = `import app from './snippet.ts';
    export * from './snippet.ts';
    export default { fetch: (req, env) => req.url.endsWith('/ready') ? new Response() : app.fetch(req, env) };`;
  const config = {
    ...{ name: 'snippet', main: 'main.js', compatibility_date: '2026-10-20', send_metrics: false },
    durable_objects: { bindings: [{ name: 'BUCKETS', class_name: 'ChatBucket' }] },
    migrations: [{ tag: 'v1', new_sqlite_classes: ['ChatBucket'] }],
  };
  writeFileSync(join(folder, 'main.js'), main);
  writeFileSync(join(folder, 'wrangler.jsonc'), JSON.stringify(config));
  const running = await startServer('workerd', { folder: pathToFileURL(folder), readyPath: '/ready', env });
  open.push(() => running.stop());
  return running;
}

const secret = 'a secret that is long enough';
const texts = (nas: Simulator, where = 'general') => nas.posts(where).map(({ text }) => text);
const address = async () => {
  const port = await freePort();
  return { port, url: `http://127.0.0.1:${port}/hello` };
};

describe('in the README', () => {
  it('the first program answers a slash command', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    await serveBlock('synochat 1', port, { SLASH_TOKEN: token });
    const [notice] = await nas.say('mikael', 'general', '/ping 1.1.1.1 count=4 time');
    expect(notice?.text).toBe('Pinging 1.1.1.1 4 times, with timestamps');
  });

  it('messages are sent', async () => {
    const nas = await startNas();
    await runScript('Send a message 1', { WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url });
    expect(texts(nas)).toEqual([
      'Backup *done*: 3 & 4 + 5 = 100%',
      'See <https://example.com/report?a=b|the report>',
      'Front door',
    ]);
    expect(nas.posts('general')[2]?.file?.name).toBe('cam.jpg');
  });

  it('a long text that was cut short by an error is sent to its end', async () => {
    // The third post is refused as too early as often as it is tried.
    const draws = [0.9, 0.9, ...Array<number>(7).fill(0)];
    const nas = await startNas({ faultRate411: 0.5, random: () => draws.shift() ?? 0.9 });
    const report = Array.from({ length: 250 }, (_, n) => `line ${n} of the report`).join('\n');
    const env = { WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url, REPORT: report };
    await runScript('Send a message 2', env);
    expect(texts(nas).join('')).toBe(report);
    expect(draws).toEqual([]);
  });

  it('an outgoing webhook is answered, with a file', async () => {
    const nas = await startNas({ channels: ['general', 'ops'] });
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['ask'], url });
    await serveBlock('Webhooks 1', port, { OUTGOING_TOKEN: token });
    expect(await nas.say('mikael', 'general', 'ask why')).toHaveLength(1);
    const [, answer] = await nas.say('mikael', 'ops', 'ask why');
    expect(answer).toMatchObject({ text: 'mikael asks: why', file: { name: 'cat.png' } });
  });

  it('subcommands are read', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'task', url });
    const server = await serveBlock('Slash commands 1', port, { TASK_TOKEN: token });
    expect((await nas.say('mikael', 'general', '/task add buy milk'))[0]?.text).toBe('Added buy milk');
    expect((await nas.say('mikael', 'general', '/task done 7 silent'))[0]?.text).toBe('Done: 7');
    expect(server.output()).toContain('/task add [due=…] [text…]');
  });

  it('a bot asks with buttons and is answered', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addBot({ name: 'robin', url });
    await serveBlock('Bots and buttons 1', port, { BOT_TOKEN: token });
    const [, question] = await nas.say('mikael', '@robin', 'release 2');
    expect(question).toMatchObject({ text: 'Deploy?', attachments: [{ text: 'release 2' }] });
    const [answer] = await nas.press('mikael', question ?? { id: '' }, 'yes');
    expect(answer).toMatchObject({ id: question?.id, text: 'mikael chose yes', attachments: [] });
  });

  it('a bot writes to everybody, those who are gone apart', async () => {
    const nas = await startNas({ users: ['mikael', 'ada', { name: 'gone', deleted: true }] });
    const printed = await runScript('Bots and buttons 2', { BOT_URL: nas.addBot({ name: 'robin' }).url });
    expect(texts(nas, '@robin')).toEqual(['The NAS restarts at *22:00*', 'The NAS restarts at *22:00*']);
    expect(printed).toBe('2 users were told\n');
  });

  it('a bot reads a channel and its files', async () => {
    const nas = await startNas();
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    await nas.say('ada', 'general', 'look');
    const payload = '{"text":"a picture","file_url":"http://files.example/a.png"}';
    await fetch(webhook, { method: 'POST', body: new URLSearchParams({ payload }) });
    const printed = await runScript('Bots and buttons 3', { BOT_URL: nas.addBot({ name: 'robin' }).url });
    expect(printed.split('\n')).toEqual([
      expect.stringMatching(/^a picture a\.png, text\/plain.*, 5 bytes$/),
      'look ',
      '',
    ]);
  });

  it('a job is acknowledged at once and its result posted later', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['count'], url });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    await serveBlock('Answer now, post later 1', port, { OUTGOING_TOKEN: token, WEBHOOK_URL: webhook });
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a picture that was just made is posted as a file', async () => {
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    const env = { WEBHOOK_URL: url, FILES_URL: `http://127.0.0.1:${port}`, FILES_SECRET: secret, PORT: String(port) };
    await runScript('Files that are not on the web 1', env);
    expect(nas.posts('general')).toMatchObject([
      { text: 'Sales today', file: { name: 'sales.svg', type: 'image/svg+xml', size: 41 } },
    ]);
  });

  it('files in a folder are served to the NAS by another process', async () => {
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    const [baseUrl, folder] = [`http://127.0.0.1:${port}/files`, join(scratch, 'shared')];
    const env = { FILES_URL: baseUrl, FILES_SECRET: secret, FOLDER: folder };
    await serveBlock('Files that are not on the web 2', port, env);
    const files = createFileHost({ baseUrl, secret, store: diskStore(folder) });
    await sendIncoming(url, { fileUrl: await files.share('what happened', { name: 'log of today.txt' }) });
    expect(nas.posts('general')).toMatchObject([{ file: { name: 'log of today.txt', size: 13 } }]);
  });

  it('a message is sent to a NAS with a certificate of its own', async () => {
    const { servers } = await makeCertificates();
    const nas = await startNas({ certificate: servers.selfSigned });
    const { url } = nas.addIncoming({ channel: 'general' });
    const file = join(scratch, 'nas.pem');
    writeFileSync(file, servers.selfSigned.cert);
    await runScript('Own certificates 1', { WEBHOOK_URL: url, NAS_CERTIFICATE: file });
    expect(texts(nas)).toEqual(['Over https, with the certificate of this NAS']);
  });

  it('a Worker whose isolates share a bucket sends what it is given', async () => {
    const nas = await startNas();
    const { port } = await serveWorker('Rate limits across machines 2', {
      WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url,
    });
    const send = (body: string) => fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    const answers = await Promise.all(['one', 'two'].map(send));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(texts(nas).sort()).toEqual(['one', 'two']);
  });

  it('a Hono app greets, and posts later what it counted', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const slash = nas.addSlash({ command: 'hello', url });
    const outgoing = nas.addOutgoing({ triggerWords: ['count'], url: new URL('/count', url).href });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    const env = { SLASH_TOKEN: slash.token, OUTGOING_TOKEN: outgoing.token, WEBHOOK_URL: webhook };
    await serveBlock('With Hono 1', port, env);
    expect((await nas.say('ada', 'general', '/hello mikael'))[0]?.text).toBe('Hello mikael, says ada');
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toContain('Usage: /hello <name>');
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a Hono app lets nobody guess its token for long', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['hi'], url: new URL('/hook', url).href });
    await serveBlock('Guessed tokens 1', port, { OUTGOING_TOKEN: token });
    expect((await nas.say('ada', 'general', 'hi'))[1]?.text).toBe('Hello ada');
    const guess = (n: number) =>
      fetch(new URL('/hook', url), { method: 'POST', body: new URLSearchParams(`token=${n}`) });
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401);
    expect((await guess(10)).status).toBe(429);
    expect((await nas.say('ada', 'general', 'hi'))[1]?.text).toContain('Failed to send a request');
  });

  it('a test without a NAS passes', async () => {
    expect(await runScript('Test without a NAS 1')).toBe("[ 'Ping', 'Pong, mikael', 'Hello' ]\n");
  });
});

describe('in the guides', () => {
  it('a Worker greets', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'hello', url });
    await serveBlock('On Cloudflare Workers 1', port, { SLASH_TOKEN: token });
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toBe('Hello ada');
  });

  it('a server on Deno answers', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['echo'], url });
    const file = fileOf('On Deno 1', (code) => code.replace('port: 3000', `port: ${port}`));
    const flags = ['--no-remote', '--node-modules-dir=manual', '--allow-net', '--allow-env=OUTGOING_TOKEN'];
    await start([deno, 'run', ...flags, file], port, { OUTGOING_TOKEN: token });
    expect((await nas.say('ada', 'general', 'echo hello'))[1]?.text).toBe('ada: hello');
  });

  it('a script on Bun posts', async () => {
    const nas = await startNas();
    const { url } = nas.addIncoming({ channel: 'general' });
    await runScript('As a Bun script 1', { WEBHOOK_URL: url }, [bun], '3 files, 12 MB');
    expect(texts(nas)).toEqual(['Backup done: 3 files, 12 MB']);
  });
});

describe('in README and guides', () => {
  it('no block of TypeScript is left out here, but for those that need a server which is not there', () => {
    const withRedis = readFileSync(new URL('readme.redis.ts', import.meta.url), 'utf8');
    const left = [...blocks.keys()].filter((place) => !run.has(place));
    expect(left.filter((place) => !withRedis.includes(`'${place}'`))).toEqual([]);
    expect(left).toEqual(['Rate limits across machines 1']);
  });
});
