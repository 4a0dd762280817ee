import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { blocksToRun, codeToRun } from '../pages/blocks.ts';
import { environment, type Nas, program, startNas, textsIn } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
beforeAll(async () => {
  nas = await startNas();
  // The programs of an installation, and of npx.
  for (const [name, skipped] of [
    ['synochat', ''],
    ['npx', 'shift; '],
  ] as const)
    writeFileSync(join(scratch, name), `#!/bin/sh\n${skipped}exec '${process.execPath}' '${program}' "$@"\n`, {
      mode: 0o755,
    });
  writeFileSync(join(scratch, 'report.pdf'), '%PDF');
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

/** Runs a block in a shell, which stops at the first failure. The address of the simulator replaces a sample address. */
async function runBlock(code: string) {
  const script = code
    .replace(/'https:[^']*'/g, `'${nas.env['SYNOCHAT_WEBHOOK']}'`)
    .replace('18090', String(await freePort()));
  const env = environment({ ...nas.env, PATH: [scratch, process.env['PATH']].join(delimiter) });
  return promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: scratch, env });
}

describe('the file of webhooks and bots in the documentation', () => {
  it('gives each of them a name for --via', async () => {
    const { SYNOCHAT_WEBHOOK: webhook = '', SYNOCHAT_BOT: bot = '' } = nas.env;
    const file = JSON.parse(codeToRun('command-line-names')) as Record<'webhooks' | 'bots', Record<string, string>>;
    const [backup = '', ops = ''] = [...Object.keys(file.webhooks), ...Object.keys(file.bots)];
    const text = JSON.stringify({ ...file, webhooks: { [backup]: webhook }, bots: { [ops]: bot } });
    const config = join(scratch, 'names.json');
    writeFileSync(config, text, { mode: 0o600 });

    await runBlock(`synochat send --config ${config} --via backup 'By the name backup'`);
    await runBlock(`synochat send --config ${config} --via ops --to ada 'By the name ops'`);

    expect(textsIn(nas)).toContain('By the name backup');
    expect(nas.simulator.posts('@robin').at(-1)?.text).toBe('By the name ops');
  });
});

describe('a command line of the documentation', () => {
  it.each(blocksToRun('command-line'))('in $page works: $code', async ({ code }) => {
    const { stderr } = await runBlock(code);
    expect(stderr).toBe('');
  });

  it('has posted its text', () => {
    expect(textsIn(nas)).toEqual(
      expect.arrayContaining([
        'Backup *done*',
        'Backup *done*: 3 & 4 + 5 = 100%',
        expect.stringContaining('Filesystem'),
        'The report',
      ]),
    );
    expect(nas.simulator.posts('@robin').at(-1)?.text).toBe('Lunch?');
  });
});
