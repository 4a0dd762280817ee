import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFences } from '../blocks.ts';
import { commandLine, isPartOf } from '../documents.ts';
import { freePort } from '../process.ts';
import { scratchFolder } from '../runtime.ts';
import { environment, type Nas, program, startNas, textsIn } from './command.ts';

const { scratch, cleanUp } = scratchFolder();
let nas: Nas;
beforeAll(async () => {
  nas = await startNas();
  // As installed, and as npx finds it.
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

/** Runs them in one shell, which stops at the first that fails; with the address of the simulator where one is shown. */
async function runBlock(code: string) {
  const script = code
    .replace(/'https:[^']*'/g, `'${nas.env['SYNOCHAT_WEBHOOK']}'`)
    .replace('18090', String(await freePort()));
  const env = environment({ ...nas.env, PATH: [scratch, process.env['PATH']].join(delimiter) });
  return promisify(execFile)('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: scratch, env });
}

const blocks = commandLine.flatMap((run) =>
  readFences(run.page).filter((fence) => fence.language === 'sh' && isPartOf(fence, run)),
);

describe('what is shown of the command line', () => {
  it.each(blocks)('in $page works: $code', async ({ code }) => {
    const { stderr } = await runBlock(code);
    expect(stderr).toBe('');
  });

  it('has posted what it says', () => {
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
