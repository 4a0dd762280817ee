import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { deno } from '../helpers/runtime.ts';

interface Named {
  readonly version: string;
  readonly exports: Record<string, unknown>;
  readonly peerDependencies: Record<string, string>;
  readonly imports: Record<string, string>;
}

const folder = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string) => JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Named;
const npm = read('package.json');
const jsr = read('jsr.json');

describe('the package for JSR', () => {
  it('is the version of that for npm, with the same exports', () => {
    expect(jsr.version).toBe(npm.version);
    expect(Object.keys(jsr.exports)).toEqual(Object.keys(npm.exports));
  });

  it('asks for the same versions of others, but undici, which Deno does not need', () => {
    const { hono = '', valibot = '' } = npm.peerDependencies;

    expect(jsr.imports).toEqual({ hono: `npm:hono@${hono}`, valibot: `npm:valibot@${valibot}` });
  });

  it('tells readers of its page for TLS about the options as well', () => {
    const doc = JSON.parse(
      spawnSync(deno, ['doc', '--json', 'src/tls/deno.ts'], { cwd: folder, encoding: 'utf8' }).stdout,
    ) as unknown;

    for (const name of ['trust', 'TrustOptions']) expect(JSON.stringify(doc)).toContain(`"name":"${name}"`);
  });

  it('would be published: every public type is written out, and its sources compile with the types of Deno', () => {
    // No registry is asked: all packages are in node_modules.
    const nowhere = { NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9', JSR_URL: 'http://127.0.0.1:9' };
    const { status, stderr } = spawnSync(deno, ['publish', '--dry-run', '--allow-dirty'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...nowhere, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
    });

    expect(stderr).toContain('Success Dry run complete');
    expect(status).toBe(0);
    const sent = Array.from(stderr.matchAll(/^ +file:.*?\/packages\/synochat\/(\S+)/gm), ([, path = '']) => path);
    expect(sent.filter((path) => !path.startsWith('src/') && !/^(README\.md|LICENSE)$/.test(path))).toEqual([
      'jsr.json',
      'workers.d.ts',
    ]);
    expect(sent.filter((path) => /\.test\.ts$|^test\/|^src\/tls\/(?!deno|certificates|refusal)/.test(path))).toEqual(
      [],
    );
    expect(sent).toContain('src/index.ts');
    // Deno checks all sources twice, on one core.
  }, 180_000);
});
