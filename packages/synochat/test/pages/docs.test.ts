import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { validate } from '../../../../tools/modules/dockerfile-utils.ts';
import { mapLinks, resolveLink } from '../../../../tools/site/links.ts';
import { listPages, readPage } from '../../../../tools/site/pages.ts';
import { readFences } from './blocks.ts';

const root = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

describe('the pages', () => {
  it.each(listPages())('%s lead nowhere that is not there', (page) => {
    expect(() => mapLinks(readPage(page), (target) => resolveLink(target, page).address)).not.toThrow();
  });
});

describe('the code in README, guides and recipes', () => {
  // A command of a shell stays in one line: no character that continues a line is the same in all shells. The site wraps it.
  const whole = new Set(['sh', 'powershell', 'cron']);
  const pages = listPages().filter((page) => /^(README|docs\/(guides|recipes)\/.*)\.md$/.test(page));

  it.each(pages)('%s fits in 80 columns', (page) => {
    const wide = readFences(page)
      .filter(({ language }) => !whole.has(language))
      .flatMap(({ code }) => code.split('\n').filter((line) => line.length > 80));
    expect(wide).toEqual([]);
  });
});

describe('the list of guides', () => {
  it('has every guide, once', () => {
    const named = Array.from(
      read('docs/guides/README.md').matchAll(/^- \[[^\]]*\]\(([\w-]+\.md)\)/gm),
      ([, page]) => page,
    );
    const guides = listPages().flatMap((page) => /^docs\/guides\/([\w-]+\.md)$/.exec(page)?.[1] ?? []);
    expect(named.sort()).toEqual(guides.filter((page) => page !== 'README.md').sort());
  });
});

describe('the files for a container', () => {
  it('are a Dockerfile without a warning', () => {
    expect(validate(read('docs/guides/container/Dockerfile'))).toEqual([]);
  });

  it('are a compose.yaml without a warning', () => {
    const lint = fileURLToPath(new URL('tools/node_modules/dclint/bin/dclint.cjs', root));
    const file = fileURLToPath(new URL('docs/guides/container/compose.yaml', root));
    expect(execFileSync(process.execPath, [lint, '--max-warnings', '0', file], { encoding: 'utf8' }).trim()).toBe('');
  });
});
