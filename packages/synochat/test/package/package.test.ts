import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/process.ts';
import { bun, deno, scratchFolder, startWorkerd } from '../helpers/runtime.ts';
import { install, oldestNode, packed } from '../helpers/tarball.ts';

const folder = fileURLToPath(new URL('../../', import.meta.url));
const programs = new URL('../runtimes/programs/', import.meta.url);
const at = (path: string) => join(folder, path);

if (!existsSync(at('dist/index.js')) || !existsSync(at('dist/index.d.ts')))
  throw new Error('packages/synochat/dist is missing: run `npm run build` first, as `npm test` does');

const manifest = JSON.parse(readFileSync(at('package.json'), 'utf8')) as Record<string, unknown>;
const code = readFileSync(at('dist/index.js'), 'utf8');

describe('the built package', () => {
  it('exports these names and no others', async () => {
    const built = (await import(at('dist/index.js'))) as Record<string, unknown>;

    expect(Object.keys(built).sort()).toEqual([
      'RequestError',
      'SendError',
      'acknowledge',
      'callChat',
      'chatHandler',
      'dedupe',
      'eachPost',
      'en',
      'findUser',
      'getPostFile',
      'lateWork',
      'link',
      'listChannels',
      'listPosts',
      'listUsers',
      'memoryLimiter',
      'onBot',
      'onOutgoing',
      'onSlash',
      'parseAddress',
      'parseBot',
      'parseCommand',
      'parseOutgoing',
      'parseSlash',
      'plain',
      'refuse',
      'respond',
      'sendBot',
      'sendBotAll',
      'sendIncoming',
      'splitText',
      'truncate',
      'usage',
      'verifyToken',
    ]);
  });

  it('exports these types and no others', () => {
    expect(namesIn(at('dist/index.d.ts'), (flags) => (flags & ts.SymbolFlags.Value) === 0)).toEqual([
      'Address',
      'Answer',
      'Attachment',
      'BodyOptions',
      'BotEvent',
      'BotMessage',
      'Button',
      'ButtonPress',
      'CallOptions',
      'Channel',
      'ChatChannel',
      'ChatEvent',
      'ChatMethod',
      'ChatPost',
      'ChatRoute',
      'ChatUser',
      'CommandLine',
      'CommandOptions',
      'CommandTexts',
      'DedupeOptions',
      'EventHandlers',
      'Fetch',
      'FetchInit',
      'FetchReply',
      'HandlerOptions',
      'LateWork',
      'LateWorkOptions',
      'LimiterOptions',
      'Message',
      'OutgoingMessage',
      'OutgoingOptions',
      'ParseOptions',
      'PostFile',
      'PostFileOptions',
      'PostedPart',
      'PostsOptions',
      'PressedButton',
      'RateLimiter',
      'Received',
      'RequestErrorCode',
      'RouteOptions',
      'SendErrorCode',
      'SendOptions',
      'SentToUser',
      'SentToUsers',
      'SlashCommand',
      'SlashEntries',
      'SlashEntry',
      'SlashOptions',
      'SlashSchema',
      'TextsSource',
      'TokenSource',
      'UncheckedOptions',
      'UpcomingRetry',
      'Webhook',
      'WebhookAddress',
    ]);
  });

  it('declares every name that it exports', async () => {
    const built = (await import(at('dist/index.js'))) as Record<string, unknown>;

    const declared = namesIn(at('dist/index.d.ts'), (flags) => (flags & ts.SymbolFlags.Value) !== 0);

    expect(declared).toEqual(Object.keys(built).sort());
  });

  it('imports nothing but valibot', () => {
    const imported = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);

    expect(imported).toEqual(['valibot']);
  });

  it('is free of side effects and depends on nothing but its peers: valibot, and for one subpath each bullmq, hono and undici', () => {
    expect(manifest).toMatchObject({ name: 'synochat', type: 'module', sideEffects: false });
    expect(manifest).toMatchObject({
      peerDependenciesMeta: { bullmq: { optional: true }, hono: { optional: true }, undici: { optional: true } },
    });
    expect(Object.keys(manifest['peerDependencies'] as object)).toEqual(['bullmq', 'hono', 'undici', 'valibot']);
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
  });

  it('is packed with its code, types and maps, and nothing else', () => {
    const ours = packed.filter((path) => !/^(README\.md|LICENSE|package\.json)$/.test(path));

    const code = [
      'cli',
      'cloudflare',
      'files',
      'files-disk',
      'hono',
      'index',
      'outbox',
      'outbox-bullmq',
      'outbox-durable',
      'outbox-sqlite',
      'redis',
      'relay',
      'texts',
      'tls/bun',
      'tls/deno',
      'tls/node',
      'tls/workerd',
    ];
    const expected = [
      ...code.map((name) => `dist/${name}.js`),
      // The types of tls/node hold for all runtimes.
      ...code.filter((name) => !/^(cli|tls\/(bun|deno|workerd))$/.test(name)).map((name) => `dist/${name}.d.ts`),
    ];
    // The chunks that several entries share.
    const sourceFiles = ours.filter((path) => !/^dist\/\w+-[\w-]{8}\.(js|js\.map|d\.ts)$/.test(path));
    expect(sourceFiles.sort()).toEqual(expected.sort());
    expect(packed).toContain('package.json');
  });
});

describe('the built subpath', () => {
  const load = (name: string) => import(at(`dist/${name}.js`)) as Promise<Record<string, unknown>>;
  const typesOf = (name: string) => namesIn(at(`dist/${name}.d.ts`), (flags) => (flags & ts.SymbolFlags.Value) === 0);
  const importsOf = (name: string) =>
    ts
      .preProcessFile(readFileSync(at(`dist/${name}.js`), 'utf8'), true, true)
      .importedFiles.map((file) => file.fileName);

  it('cloudflare exports these names and types, and imports nothing but what a Worker has', () => {
    // By its types: nothing but a Worker can import it.
    expect(namesIn(at('dist/cloudflare.d.ts'), (flags) => (flags & ts.SymbolFlags.Value) !== 0)).toEqual([
      'ChatBucket',
      'durableLimiter',
    ]);
    expect(typesOf('cloudflare')).toEqual(['BucketNamespace', 'DurableLimiterOptions']);
    expect(importsOf('cloudflare')).toEqual(['cloudflare:workers']);
  });

  it('files exports these names and types, and imports nothing but the core', async () => {
    expect(Object.keys(await load('files')).sort()).toEqual(['createFileHost', 'memoryStore', 'r2Store']);
    expect(typesOf('files')).toEqual([
      ...['FileBucket', 'FileData', 'FileHost', 'FileHostOptions', 'FileStore'],
      ...['MemoryStoreOptions', 'ShareOptions', 'Stay'],
    ]);
    expect(importsOf('files')).toEqual(['./index.js']);
  });

  it('files-disk exports one name, and imports the modules of Node by their full names', async () => {
    expect(Object.keys(await load('files-disk'))).toEqual(['diskStore']);
    expect(typesOf('files-disk')).toEqual([]);
    expect(importsOf('files-disk').sort()).toEqual(['node:fs', 'node:fs/promises', 'node:path']);
  });

  it('hono exports these names and types, of Hono imports no code, and gives middleware its names', async () => {
    const built = await load('hono');
    expect(Object.keys(built).sort()).toEqual(['bot', 'late', 'outgoing', 'slash']);
    expect(typesOf('hono')).toEqual([
      'BotVariables',
      'HookOptionsSource',
      'LateVariables',
      'OutgoingVariables',
      'SlashVariables',
    ]);
    expect((built['bot'] as (options: object) => { name: string })({ token: 'sesame' }).name).toBe('bot');
    expect(importsOf('hono')).toEqual(['./index.js']);
  });

  it('redis exports one name and two types, and imports nothing, no client either', async () => {
    expect(Object.keys(await load('redis'))).toEqual(['redisLimiter']);
    expect(typesOf('redis')).toEqual(['RedisLimiterOptions', 'RunScript']);
    expect(importsOf('redis')).toEqual([]);
  });

  it('texts exports a set for each language, English as the core has it', async () => {
    const built = await load('texts');
    expect(Object.keys(built).sort()).toEqual(['de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'zhCN', 'zhTW']);
    expect(typesOf('texts')).toEqual([]);
    expect(importsOf('texts')).toEqual(['./index.js']);
    expect(built['en']).toBe(((await import(at('dist/index.js'))) as Record<string, unknown>)['en']);
  });
});

describe('the package as installed from its tarball', () => {
  const { scratch, cleanUp } = scratchFolder();
  beforeAll(() => {
    install(scratch, ['valibot']);
    mkdirSync(join(scratch, 'app'));
    cpSync(programs, join(scratch, 'app'), { recursive: true });
  });
  afterAll(cleanUp);

  const old = oldestNode();
  const commands = [
    { title: `Node ${process.version}`, command: [process.execPath] },
    { title: `Node ${old.version}, the oldest here`, command: [old.path] },
    { title: 'Bun', command: [bun] },
    { title: 'Deno', command: [deno, 'run', '--no-remote', '--node-modules-dir=manual'] },
  ];

  it.each(commands)('works on $title', ({ command: [file = '', ...args] }) => {
    const printed = execFileSync(file, [...args, 'app/print.mjs'], { cwd: scratch, encoding: 'utf8' });

    expect(JSON.parse(printed)).toEqual(used);
  });

  it.each(commands)('has the command synochat, on $title', async ({ command: [file = '', ...args] }) => {
    const bin = join('node_modules/synochat', (manifest['bin'] as { synochat: string }).synochat);
    // No server listens there.
    const webhook = url.replace('https://nas.example', `http://127.0.0.1:${await freePort()}`);
    const env = { PATH: process.env['PATH'], HOME: scratch, SYNOCHAT_WEBHOOK: webhook };
    const permissions = file === deno ? ['-A'] : [];
    const ask = (...words: string[]) =>
      spawnSync(file, [...args, ...permissions, bin, ...words], { cwd: scratch, encoding: 'utf8', env });

    expect(ask('--version').stdout).toBe(`${String(manifest['version'])}\n`);
    const { status, stdout } = ask('send', '--json', 'x');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'connect_failed' } });
    expect(status).toBe(3);
  });

  it('works on workerd', async () => {
    const worker = await startWorkerd(new URL('worker.mjs', programs), '/', { beside: [new URL('use.mjs', programs)] });
    try {
      const response = await fetch(`http://127.0.0.1:${worker.port}/`);

      expect(await response.json()).toEqual(used);
    } finally {
      await worker.stop();
    }
  });
});

const url = 'https://nas.example/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22sesame%22';

/** The output of programs/use.mjs. */
const used = {
  command: 'ping',
  args: { ip: '1.1.1.1', count: 4, time: true },
  verified: [true, false],
  reply: [200, { text: 'mikael pings 1.1.1.1' }],
  refusal: [true, 'token_wrong', 401],
  posts: [
    { url, payload: '{"text":"Hello"}' },
    { url, payload: '{"text":"Hello"}' },
  ],
  failure: [true, 'token_invalid', 'no'],
  usage: '/ping <ip> [count=…] [time]',
};

/** The exported names of a declaration file that are of a kind. */
function namesIn(path: string, wanted: (flags: ts.SymbolFlags) => boolean): string[] {
  const program = ts.createProgram([path], {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  const exported = module ? checker.getExportsOfModule(module) : [];
  const resolved = exported.map((symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? { name: symbol.name, flags: checker.getAliasedSymbol(symbol).flags } : symbol,
  );
  return resolved
    .filter(({ flags }) => wanted(flags))
    .map(({ name }) => name)
    .sort();
}
