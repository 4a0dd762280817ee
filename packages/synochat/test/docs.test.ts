import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const cwd = fileURLToPath(root);
const pages = execFileSync('git', ['ls-files', '*.md'], { cwd, encoding: 'utf8' }).trim().split('\n');

describe('the pages', () => {
  it.each(pages)('%s lead nowhere that is not there', (page) => {
    const text = read(page)
      .replaceAll(/^```.*?^```/gms, '')
      .replaceAll(/`[^`]*`/g, '');
    const targets = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
    const wrong = targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(page, target));
    expect(wrong).toEqual([]);
  });
});

describe('the files for a container', () => {
  it('are a Dockerfile without a warning', () => {
    expect(validate(read('docs/guides/container/Dockerfile'))).toEqual([]);
  });

  it('are a compose.yaml without a warning', () => {
    const lint = fileURLToPath(new URL('node_modules/dclint/bin/dclint.cjs', root));
    const file = fileURLToPath(new URL('docs/guides/container/compose.yaml', root));
    expect(execFileSync(process.execPath, [lint, '--max-warnings', '0', file], { encoding: 'utf8' }).trim()).toBe('');
  });
});

/** Whether there is such a file and, of a page, such a heading. */
function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = new URL(path === '' ? page : path, path === '' ? root : new URL(page, root));
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  const headings = readFileSync(file, 'utf8').match(/^#+ .*$/gm) ?? [];
  const anchors = headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return anchors.includes(anchor);
}
