import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { fileOf, open, setUpPrograms, startNas, texts } from './run.ts';

setUpPrograms();

it('the program of the guide to the outbox stores a message, and posts it', async () => {
  const nas = await startNas();
  const { url } = nas.addIncoming({ channel: 'general' });
  const path = fileOf('outbox-messages');
  const env = { ...process.env, SYNOCHAT_WEBHOOK: url };
  const child = spawn(process.execPath, [path], { cwd: dirname(path), env });
  open.push(() => Promise.resolve(child.kill('SIGKILL')));

  await expect.poll(() => texts(nas)).toEqual(['The disk is *full*']);
});
