import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { files, read } from '../helpers/import-lines.ts';

/** Names that stand for the same idea in several files of a package, and why. */
const shared: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'packages/synochat': {
    trust: 'one function for each runtime, behind one entry',
  },
  'packages/simulator': {
    ...Object.fromEntries(
      ['Channel', 'Exchange', 'Integration', 'Post', 'User'].map((name) => [
        name,
        'the page shows what the room holds',
      ]),
    ),
  },
};

describe.each(Object.keys(shared))('a top-level name of %s', (folder) => {
  it('is declared in one file, unless the files share the idea', () => {
    const allowed = new Set(Object.keys(shared[folder] ?? {}));
    const declared = declarationsOf(folder);
    const twice = Array.from(declared).filter(([name, paths]) => paths.length > 1 && !allowed.has(name));

    expect(declared.size).toBeGreaterThan(500);
    expect(Object.fromEntries(twice)).toEqual({});
  });

  it('is in the list of shared ideas only while several files declare the name', () => {
    const declared = declarationsOf(folder);

    expect(Object.keys(shared[folder] ?? {}).filter((name) => (declared.get(name)?.length ?? 0) < 2)).toEqual([]);
  });
});

/** Returns the files that declare each name at their top level. Tests and their helpers are left out. */
function declarationsOf(folder: string): Map<string, string[]> {
  const paths = files.filter((path) => new RegExp(`^${folder}/(src|cli)/`).test(path) && !path.includes('.test.'));
  const declared = new Map<string, string[]>();
  for (const path of paths)
    for (const name of new Set(namesIn(path))) declared.set(name, [...(declared.get(name) ?? []), path]);
  return declared;
}

function namesIn(path: string): string[] {
  const { statements } = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name));
    const isNamed =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOf(element.name)));
}
