import { existsSync, globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { describeSwitches } from '../src/switches/table.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const library = [...globSync(at('../../synochat/src/*.ts')), at('../../synochat/src/tls/node.ts')].filter(
  (path) => !path.endsWith('.test.ts'),
);
const { config } = ts.readConfigFile(at('../../../tsconfig.json'), (path) => ts.sys.readFile(path)) as {
  config: { compilerOptions: object };
};
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, at('../../..'));

const server = at('../src/node.ts');

/** The package as TypeScript's compiler and an editor see it, from its sources or from its declarations. */
function inspect(entry: string) {
  const example = at('./hovered.ts');
  const names = describeSwitches().map(({ name }) => name);
  const code = [
    `import { createSimulator } from '${entry}';`,
    'const nas = createSimulator({',
    ...names.map((name) => `  ${name}: undefined,`),
    '});',
    ...names.map((name) => `nas.switches.${name};`),
  ].join('\n');
  const service = ts.createLanguageService({
    getScriptFileNames: () => [example, entry, server, ...library],
    getScriptVersion: () => '1',
    getScriptSnapshot: (path) => {
      const text = path === example ? code : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => at('.'),
    getCompilationSettings: () => ({ ...options, types: [] }),
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    fileExists: (path) => path === example || ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
  });
  const program = service.getProgram();
  const checker = program?.getTypeChecker();

  return {
    /** The text that an editor shows where the marked text stands in the example. */
    hover(before: string, name: string): { readonly shown: string; readonly words: string } {
      const info = service.getQuickInfoAtPosition(example, code.indexOf(`${before}${name}`) + before.length);
      return {
        shown: ts.displayPartsToString(info?.displayParts),
        words: ts.displayPartsToString(info?.documentation).replaceAll('\n', ' '),
      };
    },
    /** The exported names of a file with their symbols. */
    exportsOf(path: string): ts.Symbol[] {
      const source = program?.getSourceFile(path);
      const module = source && checker?.getSymbolAtLocation(source);
      return (module && checker?.getExportsOfModule(module)) ?? [];
    },
    /** Whether a name is one of the browser's or the language's. */
    isGlobal: (name: string) => checker?.resolveName(name, undefined, ts.SymbolFlags.Type, false) !== undefined,
    symbolOf: (symbol: ts.Symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? (checker?.getAliasedSymbol(symbol) ?? symbol) : symbol,
    wordsOf: (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker)),
  };
}

const sources = inspect(at('../src/index.ts'));

describe('the names of the package', () => {
  const exportedNames = [at('../src/index.ts'), server].flatMap((path) => sources.exportsOf(path));

  it('differ from the names of the library and the browser, so an editor offers one import for each', () => {
    const others = library.flatMap((path) => sources.exportsOf(path).map(({ name }) => name));
    expect(others).toEqual(expect.arrayContaining(['Attachment', 'sendIncoming', 'trust', 'slash']));
    const names = exportedNames.map(({ name }) => name);
    expect(names.filter((name) => others.includes(name) || sources.isGlobal(name))).toEqual([]);
  });

  it('have docstrings, members too, and functions have an example', () => {
    const symbols = exportedNames.map(sources.symbolOf);
    const members = symbols.flatMap((symbol) =>
      [...(symbol.flags & ts.SymbolFlags.Interface ? (symbol.members?.values() ?? []) : [])].map(
        (member) => [`${symbol.name}.${member.name}`, member] as const,
      ),
    );
    expect(members.length).toBeGreaterThan(80);
    const all = [...symbols.map((symbol) => [symbol.name, symbol] as const), ...members];
    expect(all.flatMap(([name, symbol]) => (sources.wordsOf(symbol) === '' ? [name] : []))).toEqual([]);
    const functions = symbols.filter(({ flags }) => flags & ts.SymbolFlags.Function);
    expect(functions.map(({ name }) => name)).toEqual(['createSimulator', 'startSimulator']);
    for (const each of functions) expect(each.getJsDocTags().map(({ name }) => name)).toContain('example');
  });
});

describe.each(['../src/index.ts', '../dist/index.d.ts'])('an editor that reads %s', (path) => {
  const editor = inspect(at(path));

  it('shows each switch with the words, the default and the range of its description', () => {
    expect(existsSync(at(path)), 'npm run build comes first').toBe(true);
    for (const { name, description, kind, default: value, min, max } of describeSwitches()) {
      const range = kind === 'number' ? ` (${min} to ${max})` : '';
      const words = `${description} Default: \`${value}\`${range}.`;
      expect([name, editor.hover('  ', `${name}: undefined`).words]).toEqual([name, words]);
      expect([name, editor.hover('nas.switches.', `${name};`).words]).toEqual([name, words]);
    }
  });

  it('shows the options by name, and the values of a choice', () => {
    const { shown } = editor.hover('= ', 'createSimulator');
    expect(shown).toContain('createSimulator(options?: SimulatorOptions): Simulator');
    expect(editor.hover('nas.switches.', 'hookFormat').shown).toBe('(property) Switches.hookFormat: "form" | "json"');
  });
});
