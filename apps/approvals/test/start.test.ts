import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { freePort, launch } from '../../../packages/synochat/test/helpers/process.ts';
import { built, quiet, scratchFolder, wrangler } from '../../../packages/synochat/test/helpers/runtime.ts';
import { startWorker } from '../wrangler-dev.ts';

const cwd = fileURLToPath(new URL('../', import.meta.url));

// Concurrent: most of the time the tests wait for wrangler.
describe.concurrent('the approvals Worker', () => {
  it('is what wrangler would deploy, with both kinds of objects', async () => {
    const { scratch, cleanUp } = scratchFolder();
    const args = [wrangler, 'deploy', '--dry-run', '--outdir', scratch, '--tsconfig', built];
    const env = { ...process.env, ...quiet(scratch) };
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env }).finally(cleanUp);

    expect(stdout).toMatch(/env\.DESKS \(Desk\)/);
    expect(stdout).toMatch(/env\.BUCKETS \(ChatBucket\)/);
  });

  it('refuses every request without its variables, and names them in one line', async () => {
    const { scratch: state, cleanUp } = scratchFolder({ mayHoldTokens: true });
    const port = await freePort();
    const vars = {
      SYNOCHAT_BOT_TOKEN_APPROVALS: ' ',
      SYNOCHAT_BOT_APPROVALS: 'nas',
      APPROVERS: 'ada',
      GITHUB_REPOSITORY: 'shop',
    };
    const worker = startWorker({ hostname: '127.0.0.1', port, state, vars });
    try {
      await worker.ready;
      const body = new URLSearchParams({ token: '', user_id: '4', username: 'ada', text: '/deploy staging' });
      const response = await fetch(`http://127.0.0.1:${port}/deploy`, { method: 'POST', body });

      expect(response.status).toBe(500);
      expect(await response.text()).toBe(
        'Not set: SYNOCHAT_SLASH_TOKEN_DEPLOY, SYNOCHAT_BOT_TOKEN_APPROVALS, SYNOCHAT_WEBHOOK_DEPLOYMENTS, GITHUB_TOKEN, GITHUB_WORKFLOW. ' +
          'SYNOCHAT_BOT_APPROVALS is not an http or https address without credentials. APPROVERS is not a list of user ids such as 4, 7. ' +
          'GITHUB_REPOSITORY is not an owner and a name such as acme/shop',
      );
    } finally {
      worker.stop();
      await worker.ended;
      cleanUp();
    }
  });
});

describe.concurrent('npm start', () => {
  it('connects a Chat and the Worker, and prints what to type', async () => {
    const port = await freePort();
    const command = [process.execPath, 'try.ts'];
    const options = { cwd, port, readyPath: '/', env: { PORT: String(port) }, patience: 8000 };
    const running = await launch(command, { ...options, cleanUp: () => undefined });
    const call = async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return (await fetch(`http://127.0.0.1:${port}/api/${path}`, init)).text();
    };
    try {
      await expect.poll(() => running.output(), { timeout: 30_000 }).toContain('type  /deploy production  in general');

      expect(await call('say', { user: 'mikael', channel: 'general', text: '/deploy production' })).toContain(
        'Asked for approval to deploy production: 2 approvers',
      );
      expect(running.output()).not.toMatch(/[A-Za-z0-9]{64}/);
    } finally {
      await running.stop();
    }
    // The program has ended by itself, with all processes that it started.
    expect(await running.exitCode).not.toBeNull();
  });
});
