import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { circles, files, imports, read, root } from '../helpers/import-lines.ts';

interface Rule {
  readonly place: string;
  readonly files: RegExp;
  /** A package by its name, or a path from the root. */
  readonly mayImport: RegExp;
}

/** A subpath bundles a copy of it, so nothing that has a state or a class. */
const helpers = 'packages/synochat/src/shared/(?!errors|response).*';
const library = /^packages\/synochat\/src\/(shared|inbound|outbound)\//;
const rules: readonly Rule[] = [
  {
    place: 'synochat/src/shared',
    files: /^packages\/synochat\/src\/shared\//,
    mayImport: /^(valibot|packages\/synochat\/src\/shared\/.*)$/,
  },
  {
    place: 'synochat/src/inbound',
    files: /^packages\/synochat\/src\/inbound\//,
    mayImport: /^(valibot|packages\/synochat\/src\/(inbound|shared)\/.*)$/,
  },
  {
    place: 'synochat/src/outbound/exchange',
    files: /^packages\/synochat\/src\/outbound\/exchange\//,
    mayImport: /^packages\/synochat\/src\/(outbound\/exchange|shared)\/.*$/,
  },
  {
    place: 'synochat/src/outbound/posting',
    files: /^packages\/synochat\/src\/outbound\/posting\//,
    mayImport: /^packages\/synochat\/src\/(outbound\/(exchange|posting)|shared)\/.*$/,
  },
  {
    place: 'synochat/src/outbound/queries',
    files: /^packages\/synochat\/src\/outbound\/queries\//,
    mayImport: /^(valibot|packages\/synochat\/src\/(outbound\/(exchange|queries)|shared)\/.*)$/,
  },
  { place: 'synochat/src/index.ts', files: /^packages\/synochat\/src\/index\.ts$/, mayImport: library },
  {
    place: 'synochat/src/hono.ts',
    files: /^packages\/synochat\/src\/hono(\.ts$|\/)/,
    mayImport: new RegExp(`^(hono(/.*)?|valibot|${helpers}|packages/synochat/src/(index\\.ts|hono/.*))$`),
  },
  {
    place: 'synochat/src/tls',
    files: /^packages\/synochat\/src\/tls\//,
    mayImport: new RegExp(`^(undici|node:.*|${helpers}|packages/synochat/src/(index\\.ts|tls/.*))$`),
  },
  {
    place: 'synochat/src/files.ts',
    files: /^packages\/synochat\/src\/files(\.ts$|\/)/,
    mayImport: new RegExp(`^(${helpers}|packages/synochat/src/(index\\.ts|files/.*))$`),
  },
  {
    place: 'synochat/src/cloudflare.ts',
    files: /^packages\/synochat\/src\/cloudflare\.ts$/,
    mayImport: new RegExp(`^(cloudflare:workers|${helpers}|packages/synochat/src/index\\.ts)$`),
  },
  {
    place: 'synochat/src/files-disk.ts',
    files: /^packages\/synochat\/src\/files-disk\.ts$/,
    mayImport: new RegExp(`^(node:(fs|fs/promises|path)|${helpers}|packages/synochat/src/(index|files)\\.ts)$`),
  },
  {
    // Neither direction: the body is read by the reader that both share.
    place: 'synochat/src/relay.ts',
    files: /^packages\/synochat\/src\/relay(\.ts$|\/)/,
    mayImport: new RegExp(`^(valibot|${helpers}|packages/synochat/src/(index\\.ts|relay/.*))$`),
  },
  {
    place: 'synochat/src/texts.ts',
    files: /^packages\/synochat\/src\/texts(\.ts$|\/)/,
    mayImport: /^packages\/synochat\/src\/(index\.ts|texts\/.*)$/,
  },
  {
    place: 'synochat/src/outbox.ts',
    files: /^packages\/synochat\/src\/outbox(\.ts$|\/(?!sqlite\/|sql\.ts))/,
    mayImport: new RegExp(`^(${helpers}|packages/synochat/src/(index\\.ts|outbox/(?!sqlite/|sql\\.ts).*))$`),
  },
  {
    // A store takes the types of the outbox, and none of its rules.
    place: 'synochat/src/outbox-sqlite.ts',
    files: /^packages\/synochat\/src\/(outbox-sqlite\.ts$|outbox\/(sqlite\/|sql\.ts))/,
    mayImport: /^(node:(fs|path|process)|packages\/synochat\/src\/outbox(\.ts|\/(sqlite\/.*|sql\.ts|store\.ts)))$/,
  },
  {
    place: 'synochat/src/outbox-durable.ts',
    files: /^packages\/synochat\/src\/outbox-durable\.ts$/,
    mayImport: /^packages\/synochat\/src\/outbox(\.ts|\/sql\.ts)$/,
  },
  {
    place: 'synochat/src/outbox-bullmq.ts',
    files: /^packages\/synochat\/src\/outbox(-bullmq\.ts$|\/bullmq\/)/,
    mayImport: /^(bullmq|packages\/synochat\/src\/outbox(\.ts|\/(bullmq\/.*|store\.ts)))$/,
  },
  {
    place: 'synochat/src/redis.ts',
    files: /^packages\/synochat\/src\/redis\.ts$/,
    mayImport: new RegExp(`^(${helpers}|packages/synochat/src/index\\.ts)$`),
  },
  {
    // The helpers of the tests that run on all runtimes: nothing of Node.
    place: 'synochat/test/portable',
    files: /^packages\/synochat\/test\/portable\//,
    mayImport:
      /^(vitest|fast-check|valibot|synochat-simulator|packages\/synochat\/(src|test\/portable)\/.*|packages\/synochat\/test\/vectors\.json)$/,
  },
  {
    // The programs that create-synochat writes are texts: nothing of the library is needed.
    place: 'create',
    files: /^packages\/create\/src\//,
    mayImport: /^(@synochat\/command-line|node:.*|packages\/create\/src\/.*)$/,
  },
  {
    // The relay also runs on Workers: it knows neither a runtime nor a store.
    place: 'relay',
    files: /^packages\/relay\/src\/(?!cli\/)/,
    mayImport: /^(hono|synochat(\/(outbox|relay))?|packages\/relay\/src\/(?!cli\/).*)$/,
  },
  {
    // The adapter runs on every runtime, and knows the library and Chat SDK by their public names.
    place: 'chat-adapter',
    files: /^packages\/chat-adapter\/src\//,
    mayImport: /^(chat|@chat-adapter\/shared|synochat(\/(files|relay))?|packages\/chat-adapter\/src\/.*)$/,
  },
  {
    place: 'relay/src/cli',
    files: /^packages\/relay\/src\/cli\//,
    mayImport:
      /^(synochat(\/.*)?|synochat-simulator\/node|@synochat\/command-line|@hono\/node-server|node:.*|packages\/relay\/src\/.*)$/,
  },
  {
    place: 'command-line',
    files: /^packages\/command-line\/src\//,
    // The hint "Did you mean …?" is written once, and has no state.
    mayImport:
      /^(node:(fs|util)|packages\/command-line\/src\/.*|packages\/synochat\/src\/inbound\/command\/nearest\.ts)$/,
  },
  {
    // The program uses the library by its public names. The schema of a slash command needs valibot.
    place: 'synochat/cli',
    files: /^packages\/synochat\/cli\//,
    mayImport: /^(synochat(\/.*)?|@synochat\/command-line|valibot|node:.*|packages\/synochat\/cli\/.*)$/,
  },
  ...readdirSync(new URL('apps', root)).map((app) => ({
    place: `apps/${app}`,
    files: new RegExp(`^apps/${app}/(?!test/)`),
    // Packages by their names, whichever they are; of the workspace's own files only those of the app.
    mayImport: new RegExp(`^(?!packages/|apps/(?!${app}/))`),
  })),
];

describe('the import lines of', () => {
  it.each(rules)('$place keep to what may be imported there', ({ files: where, mayImport }) => {
    const sources = files.filter((path) => where.test(path) && !path.endsWith('.test.ts'));

    const wrong = sources.flatMap((path) =>
      imports(path)
        .filter((target) => !mayImport.test(target))
        .map((target) => `${path} imports ${target}`),
    );

    expect(sources).not.toEqual([]);
    expect(wrong).toEqual([]);
  });

  it('no file of the packages and apps form a circle, types included', () => {
    const sources = files.filter(
      (path) => /^(packages\/(synochat|command-line|create|relay)|apps)\//.test(path) && !path.endsWith('.test.ts'),
    );

    expect(sources.length).toBeGreaterThan(100);
    expect(circles(sources)).toEqual([]);
  });

  it('no TypeScript file leave the workspace, nor name a file that is not there', () => {
    const dangling = files.flatMap((path) =>
      imports(path)
        .filter((target) => /^(\.\.|packages\/|apps\/)/.test(target) && !files.includes(target) && !isData(target))
        .map((target) => `${path} imports ${target}`),
    );

    expect(dangling).toEqual([]);
  });
});

describe('the sources', () => {
  it('are files of no more than 200 lines', () => {
    const long = files.filter((path) => !/\.(test|release)\.ts$/.test(path) && read(path).split('\n').length - 1 > 200);

    expect(long).toEqual([]);
  });

  it('keep code out of index.ts, which only passes names on', () => {
    const path = 'packages/synochat/src/index.ts';
    const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);

    const code = statements.filter((statement) => !ts.isExportDeclaration(statement) || !statement.moduleSpecifier);

    expect(statements.length).toBeGreaterThan(0);
    expect(code.map((statement) => ts.SyntaxKind[statement.kind])).toEqual([]);
  });

  it('beside index.ts are exports of the package', () => {
    const topFiles = files.filter(
      (path) => /^packages\/synochat\/src\/[^/]+$/.test(path) && !path.endsWith('.test.ts'),
    );
    // The one folder that is an export, with a file per runtime.
    const entries = [...topFiles, 'packages/synochat/src/tls'];
    const manifest = JSON.parse(read('packages/synochat/package.json')) as { exports: Record<string, unknown> };

    const exported = Object.keys(manifest.exports).map((name) => (name === '.' ? 'index' : name.slice(2)));

    expect(entries.map((path) => posix.basename(path, '.ts')).sort()).toEqual(exported.sort());
  });
});

function isData(path: string): boolean {
  return /\.(json|css)$/.test(path) && ts.sys.fileExists(fileURLToPath(new URL(path, root)));
}
