import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { withErrorTable } from '../../../../tools/error-table.ts';
import { listPages } from '../../../../tools/site/pages.ts';
import type { Integration } from '../../../simulator/src/page/client/api.ts';
import { snippetsFor } from '../../../simulator/src/page/client/panels/snippets.ts';
import { type Block, needsChatSdk, readBlocks } from './blocks.ts';

const root = new URL('../../../../', import.meta.url);

const url = 'http://app.example/hook';
const each = { id: 1, token: '***', enabled: true };
const integrations: Integration[] = [
  { ...each, kind: 'incoming', name: 'CI', channel: 'general' },
  { ...each, kind: 'outgoing', name: 'Out', url, triggerWords: ['build'] },
  { ...each, kind: 'slash', command: 'ping', url, description: '' },
  { ...each, kind: 'bot', name: 'Robin', hidden: false },
];

/** The programs that the simulator's page offers to copy. */
const snippets = integrations.flatMap((integration): Block[] =>
  snippetsFor(integration)
    .filter(({ language }) => language === 'TypeScript')
    .map(({ title, code }, n) => {
      const name = `the page's snippet for ${integration.kind}: ${title}`;
      return { name, code, path: fileURLToPath(new URL(`apps/snippet-${integration.kind}-${n}.ts`, root)) };
    }),
);

// Programs for Chat SDK are compiled where it is installed: `packages/chat-adapter/test/pages.test.ts`.
const blocks = [
  ...listPages()
    .flatMap(readBlocks)
    .filter((block) => !needsChatSdk(block)),
  ...snippets,
];

/** The servers of the runtimes whose own types are not installed, and an app of the reader's. */
const servers = `
  declare const app: { fetch(req: Request): Promise<Response> };
  declare const Bun: {
    serve(options: {
      fetch: (req: Request) => Response | Promise<Response>;
      routes?: Record<string, (req: Request) => Response | Promise<Response>>;
      port?: number;
      hostname?: string;
    }): unknown;
  };
  declare const Deno: {
    serve(handler: (req: Request) => Response | Promise<Response>): unknown;
    serve(options: { port?: number; hostname?: string }, handler: (req: Request) => Response | Promise<Response>): unknown;
    env: { get(name: string): string | undefined };
  };`;

describe('the table of send errors in docs/errors.md', () => {
  it('is the one that the code makes: npm run error-table', () => {
    const page = readFileSync(new URL('docs/errors.md', root), 'utf8');
    expect(withErrorTable(page)).toBe(page);
  });
});

describe('the TypeScript in', () => {
  let mistakes: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    mistakes = compile(blocks);
  });

  it('README.md is there', () => {
    expect(blocks.filter(({ name }) => name.startsWith('README.md'))).not.toEqual([]);
  });

  it.each(blocks)('$name compiles under the strictest settings', ({ path }) => {
    expect(mistakes.get(path)).toEqual([]);
  });
});

/** The messages of the compiler about each block, with the line inside the block. */
function compile(snippets: readonly Block[]): Map<string, string[]> {
  const configPath = fileURLToPath(new URL('tsconfig.json', root));
  const config = ts.readConfigFile(configPath, (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, fileURLToPath(root));
  // An example may name what its reader will use.
  Object.assign(options, {
    noUnusedLocals: false,
    noUnusedParameters: false,
    moduleDetection: ts.ModuleDetectionKind.Force,
  });

  const ambient = fileURLToPath(new URL('servers.d.ts', root));
  const virtual = new Map([[ambient, servers], ...snippets.map(({ path, code }): [string, string] => [path, code])]);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    readFile: (path) => virtual.get(path) ?? disk.readFile(path),
    fileExists: (path) => virtual.has(path) || disk.fileExists(path),
    getSourceFile(path, version, ...rest) {
      const code = virtual.get(path);
      return code === undefined ? disk.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, code, version);
    },
  };

  const program = ts.createProgram([...virtual.keys()], options, host);
  return new Map(
    snippets.map(({ path }) => {
      const file = program.getSourceFile(path);
      return [path, ts.getPreEmitDiagnostics(program, file).map((diagnostic) => describeMistake(diagnostic))];
    }),
  );
}

function describeMistake({ file, start = 0, messageText }: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(messageText, '\n');
  return file ? `line ${ts.getLineAndCharacterOfPosition(file, start).line + 1}: ${text}` : text;
}
