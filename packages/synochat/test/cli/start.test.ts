import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
// An internal list of Node, the only place that names what was loaded.
const list = 'data:text/javascript,process.on("exit",()=>console.error(JSON.stringify(process.moduleLoadList)))';

/** Returns the modules of Node itself that a program loads. */
function loadedBy(...args: readonly string[]): string[] {
  const { stderr } = spawnSync(process.execPath, ['--import', list, ...args], { encoding: 'utf8' });
  return JSON.parse(stderr) as string[];
}

it('the command starts without the HTTP server and the TLS of Node, which take as long as all the rest', () => {
  const slow = ['NativeModule http', 'NativeModule tls'];
  expect(loadedBy('--eval', "require('node:http'), require('node:tls')")).toEqual(expect.arrayContaining(slow));
  const loaded = loadedBy(cli, '--version');

  expect(loaded).toContain('NativeModule util');
  expect(loaded.filter((name) => slow.includes(name))).toEqual([]);
});
