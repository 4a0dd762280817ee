import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { checkSync } from '../../../../tools/modules/recheck.ts';

const root = new URL('../../../../', import.meta.url);

/** Every source file of a package that has a regular expression in it, by its path from the root. */
const files = ['synochat', 'simulator', 'relay', 'chat-adapter']
  .map((name) => `packages/${name}/src/`)
  .flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .map((path) => folder + path.replaceAll('\\', '/'))
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .map((path) => ({ path, ...expressionsIn(path) }))
      .filter(({ literals, built }) => literals.length + built.length > 0),
  );

/** The regular expressions that a file writes out, and those that it builds from texts. */
function expressionsIn(path: string): { literals: string[]; built: string[] } {
  const text = readFileSync(new URL(path, root), 'utf8');
  const literals: string[] = [];
  const built: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) literals.push(node.text);
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp')
      built.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { literals, built };
}

/** Milliseconds. Without the other two, which a busy machine would reach, a verdict is the same in each run. */
const limits = { timeout: 120_000, attackTimeout: null, incubationTimeout: null };

/**
 * Returns `safe` if no text makes the matching time grow faster than its length, otherwise the reason for doubt.
 *
 * recheck proves this for an expression that it can turn into an automaton. For lookarounds and for large counts it
 * searches for a slow text instead, from the same seed each time, and a failed search is no proof.
 */
function judge(literal: string): string {
  const end = literal.lastIndexOf('/');
  const verdict = checkSync(literal.slice(1, end), literal.slice(end + 1), limits);
  if (verdict.status === 'safe') return verdict.status;
  return verdict.status === 'unknown' ? `unknown: ${verdict.error.kind}` : verdict.complexity.summary;
}

describe('every regular expression', () => {
  it.each(files)(
    'of $path takes time that grows with the text, not faster',
    ({ literals }) => {
      const slow = [...new Set(literals)].map((literal) => [literal, judge(literal)]);

      expect(slow.filter(([, verdict]) => verdict !== 'safe')).toEqual([]);
    },
    300_000,
  );

  it('is written out, so that it can be checked', () => {
    expect(files.flatMap(({ built }) => built)).toEqual([]);
  });

  it.each([
    String.raw`/\s+$/`,
    String.raw`/^(a|a)*$/`,
    String.raw`/(?<!x)\\+$/`,
    String.raw`/(ECONNRESET|EPIPE).*connect$/`,
  ])('such as %s, whose time grows faster, would be found', (literal) => {
    expect(judge(literal)).not.toBe('safe');
  });
});
