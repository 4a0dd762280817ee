import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { listPages } from '../../../tools/site/pages.ts';
import { type Block, needsChatSdk, readBlocks } from '../../synochat/test/pages/blocks.ts';

// As the blocks of all other pages are compiled by `packages/synochat/test/pages/readme.test.ts`. Here their folder is that of the
// adapter, where Chat SDK is installed.
const here = fileURLToPath(new URL('./', import.meta.url));
const blocks = listPages()
  .flatMap(readBlocks)
  .filter(needsChatSdk)
  .map((block, n): Block => ({ ...block, path: `${here}block-${n}.ts` }));

const ambient = `declare module '*/model.ts' { export function answerTo(prompt: string): AsyncIterable<string> }`;

describe('the programs for Chat SDK', () => {
  it('are in the README of the adapter and in the guide', () => {
    expect(new Set(blocks.map(({ name }) => name.replace(/:\d+$/, '')))).toEqual(
      new Set(['docs/guides/agent.md', 'packages/chat-adapter/README.md']),
    );
  });

  it.each(blocks)('$name compiles under the strictest settings', ({ path, code }) => {
    expect(compile(path, code)).toEqual([]);
  });
});

function compile(path: string, code: string): string[] {
  const config = ts.readConfigFile(`${here}tsconfig.json`, (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, here);
  Object.assign(options, { noUnusedLocals: false, moduleDetection: ts.ModuleDetectionKind.Force });
  const virtual = new Map([
    [path, code.replace("'./model.ts'", "'virtual/model.ts'")],
    [`${here}block.d.ts`, ambient],
  ]);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    readFile: (file) => virtual.get(file) ?? disk.readFile(file),
    fileExists: (file) => virtual.has(file) || disk.fileExists(file),
    getSourceFile(file, version, ...rest) {
      const text = virtual.get(file);
      return text === undefined ? disk.getSourceFile(file, version, ...rest) : ts.createSourceFile(file, text, version);
    },
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
