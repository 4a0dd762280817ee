import { execFile, execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validate } from '../../../tools/modules/dockerfile-utils.ts';
import { startRegistry } from '../../synochat/test/helpers/registry.ts';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { codeToRun } from '../../synochat/test/pages/blocks.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = fileURLToPath(new URL('../container/', import.meta.url));
const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');

describe('the container files', () => {
  it('are a Dockerfile and a compose.yaml without a warning', () => {
    const lint = join(root, 'tools/node_modules/dclint/bin/dclint.cjs');

    expect(validate(dockerfile)).toEqual([]);
    expect(
      execFileSync(process.execPath, [lint, '--max-warnings', '0', join(folder, 'compose.yaml')], {
        encoding: 'utf8',
      }).trim(),
    ).toBe('');
  });
});

// No Docker here: the lines that install and start run in a folder in place of the image.
describe('the packages of the image', () => {
  const { scratch, cleanUp } = scratchFolder();
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    registry = await startRegistry(['valibot', 'hono', '@hono/node-server'], join(scratch, 'registry'));
  });
  afterAll(() => {
    registry.stop();
    cleanUp();
  });

  it('are packed by the line of the guide, installed by the line of the Dockerfile, and run', async () => {
    const pack = codeToRun('relay-pack').trim();
    const [, install = ''] = /^RUN (npm install .*?) && /m.exec(dockerfile) ?? [];
    const [, command = ''] = /^CMD \[(.*)\]$/m.exec(dockerfile) ?? [];
    const app = join(scratch, 'app');
    const env = { ...process.env, npm_config_registry: registry.url, npm_config_cache: join(scratch, 'cache') };
    // Not at once: the registry is in this process.
    const run = async (line: string, cwd: string) =>
      (await promisify(execFile)('bash', ['-euc', line], { cwd, env, timeout: 50_000 })).stdout;
    cpSync(folder, app, { recursive: true });

    await run(pack.replace('packages/relay/container', app).replace('npm pack', 'npm pack --ignore-scripts'), root);
    await run(install, app);
    const [node = '', file = ''] = JSON.parse(`[${command}]`) as string[];

    expect(await run(`${node} ${file} --version`, app)).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await run(`${node} ${file} --help`, app)).toContain('SYNOCHAT_WEBHOOK');
  });
});
