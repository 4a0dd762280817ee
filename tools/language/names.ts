import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The name of a test, or a name that a source declares. */
export interface Name {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Words that R5 replaces by words of the field. "late" is left to the public names, "over" and "own" to their plain senses. */
const wordsInTests =
  /\b(?:borne|mend(?:s|ed|ing)?|(?:take|taken|takes|taking|took) up|gone|sees? to|holds? up|given|said|kept|taken|known|news|strays?|left(?! to right)|(?:is|are|was|were|be) over|of (?:its|their|your|one's) own|own(?= *[,.']))\b/i;
const wordsAsNames = new Set(['borne', 'given', 'gone', 'kept', 'known', 'news', 'own', 'said', 'stray', 'taken']);

/** Returns the names of tests in a source that use a word of the list. */
export function findTestNames(path: string, source: string): Name[] {
  return visit(path, source, (node) => {
    if (!ts.isCallExpression(node)) return undefined;
    let called: ts.Node = node.expression;
    while (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) called = called.expression;
    const [name] = node.arguments;
    const isTest = ts.isIdentifier(called) && /^(?:describe|it|test)$/.test(called.text);
    if (!isTest || name === undefined || !(ts.isStringLiteralLike(name) || ts.isTemplateExpression(name)))
      return undefined;
    return wordsInTests.test(name.getText()) ? name : undefined;
  });
}

/** Returns the declared names in a source that are a word of the list alone. */
export function findDeclaredNames(path: string, source: string): Name[] {
  return visit(path, source, (node) => {
    const { name } = node as { name?: ts.Node };
    const isDeclared =
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      ts.isParameter(node) ||
      ts.isFunctionDeclaration(node);
    if (!isDeclared || name === undefined || !ts.isIdentifier(name)) return undefined;
    return wordsAsNames.has(name.text.toLowerCase()) ? name : undefined;
  });
}

function visit(path: string, source: string, find: (node: ts.Node) => ts.Node | undefined): Name[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: Name[] = [];
  const look = (node: ts.Node) => {
    const name = find(node);
    if (name) {
      const line = file.getLineAndCharacterOfPosition(name.getStart()).line + 1;
      found.push({ path, line, text: name.getText() });
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** Reads every TypeScript source of packages, apps, bench and tools. */
function readSources(): { path: string; source: string }[] {
  const list = execFileSync('git', ['ls-files', '-z', '--', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' });
  return list
    .split('\0')
    .filter((path) => path !== '' && existsSync(`${root}${path}`))
    .map((path) => ({ path, source: readFileSync(`${root}${path}`, 'utf8') }));
}

/** Returns the names of tests, and the declared names, that break R5. */
export function findNames(): { tests: Name[]; declared: Name[] } {
  const sources = readSources();
  return {
    tests: sources.flatMap(({ path, source }) => findTestNames(path, source)),
    declared: sources.flatMap(({ path, source }) => findDeclaredNames(path, source)),
  };
}
