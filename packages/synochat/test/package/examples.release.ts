import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** The source file of each entry. */
const entries: Readonly<Record<string, string>> = {
  synochat: 'packages/synochat/src/index.ts',
  'synochat/cloudflare': 'packages/synochat/src/cloudflare.ts',
  'synochat/files': 'packages/synochat/src/files.ts',
  'synochat/files-disk': 'packages/synochat/src/files-disk.ts',
  'synochat/hono': 'packages/synochat/src/hono.ts',
  'synochat/outbox': 'packages/synochat/src/outbox.ts',
  'synochat/outbox-bullmq': 'packages/synochat/src/outbox-bullmq.ts',
  'synochat/outbox-durable': 'packages/synochat/src/outbox-durable.ts',
  'synochat/outbox-sqlite': 'packages/synochat/src/outbox-sqlite.ts',
  'synochat/redis': 'packages/synochat/src/redis.ts',
  'synochat/relay': 'packages/synochat/src/relay.ts',
  'synochat/texts': 'packages/synochat/src/texts.ts',
  'synochat/tls': 'packages/synochat/src/tls/node.ts',
  'synochat-simulator': 'packages/simulator/src/index.ts',
  'synochat-simulator/node': 'packages/simulator/src/node.ts',
};

/** The values that a reader has, so that an example need not declare them. */
const reader = `
  import type { ChatChannel, ChatPost, Message, Received, SlashCommand } from 'synochat';
  declare global {
    const token: string, slashToken: string, botToken: string, webhook: string, baseUrl: string, secret: string;
    const key: string, report: string, log: string, text: string, rest: string;
    const req: Request, post: ChatPost, channel: ChatChannel, user: { name: string };
    const env: {
      WEBHOOK_URL: string; FILES_URL: string; FILES_SECRET: string;
      BUCKETS: Parameters<typeof import('synochat/cloudflare').durableLimiter>[0];
      BUCKET: Parameters<typeof import('synochat/files').r2Store>[0];
    };
    type AppEnv = { Bindings: { BOT_TOKEN: string } };
    type Context<Env extends import('hono').Env> = import('hono').Context<Env>;
    const app: import('hono').Hono;
    const v: typeof import('valibot');
    const Ping: import('valibot').ObjectSchema<{ ip: import('valibot').StringSchema<undefined> }, undefined>;
    const Redis: typeof import('ioredis').Redis;
    const Queue: typeof import('bullmq').Queue;
    const outbox: import('synochat/outbox').Outbox;
    const slack: import('synochat/relay').NotificationFormat;
    const admins: ReadonlySet<number>;
    const yesterday: Date;
    const pdf: Uint8Array<ArrayBuffer>;
    function ping(command: SlashCommand): Response;
    function talk(event: Received): Response;
    function count(text?: string): Promise<string>;
    function tokenOf(channel: string | undefined): string;
    function later(messages: readonly Message[]): Promise<void>;
    function serve(server: { fetch: (req: Request) => Promise<Response>; port: number }): unknown;
`;

/** The class of a Worker's own module, which an app has from `wrangler types`. */
const workers = `declare module 'cloudflare:workers' {
  abstract class DurableObject<Env> {
    protected readonly ctx: { readonly storage: import('synochat/outbox-durable').DurableStorage };
    protected readonly env: Env;
    alarm?(): void | Promise<void>;
  }
}`;

const options = readOptions();
const program = ts.createProgram(
  Object.values(entries).map((path) => root + path),
  options,
);
const checker = program.getTypeChecker();
const exported = Object.entries(entries).flatMap(([entry, path]) => exportsOf(entry, path));

describe('an exported function or class', () => {
  it('has an example', () => {
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([]);
  });
});

describe('the example of', () => {
  const examples = exported.flatMap(({ name, examples }) =>
    examples.map((code, n) => ({ name: `${name} (${n})`, code })),
  );
  const mistakes = compile(examples.map(({ code }) => code));

  it.each(examples.map(({ name }, n) => ({ name, n })))('$name compiles', ({ n }) => {
    expect(mistakes[n]).toEqual([]);
  });
});

interface Exported {
  readonly name: string;
  readonly id: string;
  readonly entry: string;
  readonly examples: readonly string[];
}

function exportsOf(entry: string, path: string): Exported[] {
  const file = program.getSourceFile(root + path);
  const module = file && checker.getSymbolAtLocation(file);
  return (module ? checker.getExportsOfModule(module) : [])
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter(({ flags }) => flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class))
    .map((symbol) => ({
      name: `${symbol.name} of ${entry}`,
      id: symbol.name,
      entry,
      examples: symbol
        .getJsDocTags(checker)
        .filter(({ name }) => name === 'example')
        .map(({ text }) => ts.displayPartsToString(text).replaceAll(/^```.*$/gm, '')),
    }));
}

/** Returns the messages of the compiler about each example. */
function compile(examples: readonly string[]): string[][] {
  const names = exported.map(({ id, entry }) => `    const ${id}: typeof import('${entry}').${id};`);
  const virtual = new Map([
    [`${root}packages/synochat/test/reader.d.ts`, `${reader}${names.join('\n')}\n}`],
    [`${root}packages/synochat/test/workers.d.ts`, workers],
  ]);
  // An example with an import or export stands alone; any other may return, as the body of a handler with an event.
  const path = (n: number) => `${root}packages/synochat/test/example-${n}.ts`;
  for (const [n, code] of examples.entries())
    virtual.set(
      path(n),
      /^(im|ex)port /m.test(code)
        ? code
        : `export async function example(event: import('synochat').OutgoingMessage) {{${code}}}`,
    );
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => virtual.has(name) || disk.fileExists(name),
    readFile: (name) => virtual.get(name) ?? disk.readFile(name),
    getSourceFile(name, version, ...others) {
      const code = virtual.get(name);
      return code === undefined
        ? disk.getSourceFile(name, version, ...others)
        : ts.createSourceFile(name, code, version);
    },
  };
  const compiled = ts.createProgram([...virtual.keys()], options, host);
  return examples.map((_, n) =>
    ts
      .getPreEmitDiagnostics(compiled, compiled.getSourceFile(path(n)))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  // An example may name a value for its reader to use.
  const relaxed = {
    noUnusedLocals: false,
    noUnusedParameters: false,
    noPropertyAccessFromIndexSignature: false,
    noImplicitReturns: false,
  };
  return { ...options, ...relaxed, moduleDetection: ts.ModuleDetectionKind.Force };
}
