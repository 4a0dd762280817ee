import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startedAs } from '../src/cli/started.ts';
import { cli } from './command.ts';

const env = { PATH: '/srv/relay/node_modules/.bin:/usr/bin' };
const start = (file: string, folder: string, versions = {}) =>
  startedAs({ argv: ['node', file], env, versions: { ...process.versions, ...versions } }, folder);

describe('a hint begins as the person began', () => {
  it('in a clone, and the help fits into 80 columns', () => {
    const cwd = join(dirname(cli), '../../..');
    const help = execFileSync(process.execPath, [cli, '--help'], { cwd, encoding: 'utf8' });

    expect(help).toMatch(/^Usage: node packages\/relay\/dist\/cli\.js \[command\]/);
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it.each([
    [
      'npx',
      '/home/ada/.npm/_npx/0a1b/node_modules/.bin/synochat-relay',
      '/tmp',
      '/home/ada/.npm/_npx/0a1b/node_modules/.bin/synochat-relay',
    ],
    [
      'an installation here',
      '/srv/relay/node_modules/.bin/synochat-relay',
      '/srv/relay',
      'node_modules/.bin/synochat-relay',
    ],
    ['a global installation', '/usr/bin/synochat-relay', '/tmp', 'synochat-relay'],
    ['a link that the shell does not find', '/opt/x/synochat-relay', '/tmp', '/opt/x/synochat-relay'],
    [
      'the container',
      '/app/node_modules/synochat-relay/dist/cli.js',
      '/app',
      'node node_modules/synochat-relay/dist/cli.js',
    ],
    ['a path with a blank', "/home/ada/Ada's tools/cli.js", '/home/ada', String.raw`node 'Ada'\''s tools/cli.js'`],
  ])('by %s', (_, file, folder, line) => {
    expect(start(file, folder)).toBe(line);
  });

  it('by Bun, and by Deno with its rights', () => {
    expect(start('/srv/x/cli.js', '/srv', { bun: '1.4.5' })).toBe('bun x/cli.js');
    expect(start('/srv/x/cli.js', '/srv', { deno: '2.9.5' })).toBe('deno run -A x/cli.js');
  });
});
