import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { codeToRun } from '../pages/blocks.ts';
import { serveChat } from './crowd.ts';
import { startRedis } from './redis-server.ts';

// The guide's programs for Redis, run by Node with the built package. The tests of snippets/ run the other blocks.

it('in the guide, processes that share a limiter in Redis all get their message through', async () => {
  const { scratch, cleanUp } = scratchFolder();
  symlinkSync(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(scratch, 'node_modules'));
  writeFileSync(join(scratch, 'package.json'), '{"type":"module"}');
  writeFileSync(join(scratch, 'snippet.ts'), codeToRun('limiter-redis'));
  const [chat, server] = await Promise.all([serveChat(), startRedis()]);
  try {
    const env = { ...process.env, SYNOCHAT_WEBHOOK: chat.url, REDIS_URL: `redis://127.0.0.1:${server.port}` };
    await Promise.all(
      [1, 2, 3].map(() => promisify(execFile)(process.execPath, ['snippet.ts'], { cwd: scratch, env })),
    );

    expect(chat.texts()).toEqual(Array(3).fill('From one of many machines'));
  } finally {
    await Promise.all([chat.close(), server.cleanUp()]);
    cleanUp();
  }
});
