import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { anchorsIn } from '../../../../tools/site/anchor.ts';
import { root } from '../../../../tools/site/pages.ts';
import { scratchFolder } from '../helpers/runtime.ts';

const page = readFileSync(join(root, 'README.md'), 'utf8');
const { scratch, cleanUp } = scratchFolder();
afterAll(cleanUp);

/** The page as the prepack script writes it beside a manifest. */
function pack(manifest: object): string {
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ version: '0.1.0', ...manifest }));
  execFileSync(process.execPath, [join(root, 'tools/packed-readme.mjs')], { cwd: scratch });
  return readFileSync(join(scratch, 'README.md'), 'utf8');
}

const codeIn = (text: string) => text.match(/^```.*?^```/gms);
const targetsIn = (text: string) =>
  Array.from(text.replaceAll(/^```.*?^```/gms, '').matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target);
const isWhole = (target: string) =>
  target.startsWith('https://') || (target.startsWith('#') && anchorsIn(page).includes(target.slice(1)));

describe('the README that npm shows', () => {
  const home = 'https://github.com/owner/name/';
  const released = pack({ repository: { url: 'git+https://github.com/owner/name.git' } });

  it('has at most 1500 words', () => {
    expect(page.split(/\s+/).length).toBeLessThanOrEqual(1500);
  });

  it('leads only to its own headings and to whole addresses', () => {
    expect(targetsIn(released).length).toBeGreaterThan(30);
    expect(targetsIn(released).filter((target) => !isWhole(target))).toEqual([]);
  });

  it('leads into the repository at the tag of the version, to files that are there', () => {
    const inSource = targetsIn(released).filter((target) => target.startsWith(home));
    const paths = inSource.map(
      (target) => /^(?:blob|tree|raw)\/v0\.1\.0\/([^#]+)/.exec(target.slice(home.length))?.[1],
    );

    expect(inSource).toContain(`${home}raw/v0.1.0/docs/ping.png`);
    expect(inSource).toContain(`${home}blob/v0.1.0/docs/wire.md#open-questions`);
    expect(inSource).toContain(`${home}tree/v0.1.0/apps/ping`);
    expect(paths.filter((path) => path === undefined || !existsSync(join(root, path)))).toEqual([]);
  });

  it('has words in place of links as long as no repository is public', () => {
    const local = pack({});

    expect(targetsIn(local).filter((target) => !isWhole(target))).toEqual([]);
    expect(local).toContain('On Workers the token comes from `env`.');
    expect(local).not.toContain('![');
  });

  it('has the programs as they are written', () => {
    expect(codeIn(released)).toEqual(codeIn(page));
  });
});
