import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from 'synochat-simulator/node';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../../synochat/test/helpers/runtime.ts';
import { run, startRelay } from '../command.ts';

const node = join(import.meta.dirname, 'node_modules/node-22.13.0/bin/node');

it('the oldest Node with a database runs the relay, and prints no warning', async () => {
  if (!existsSync(node)) throw new Error(`${node} is missing: npm run test:clients installs it, on Linux x64`);
  const nas = await startSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  const { scratch, cleanUp } = scratchFolder();
  const variables = { RELAY_NODE: node, SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: scratch };
  try {
    const relay = await startRelay(variables);
    expect((await relay.post('/slack/K', { text: 'hello' })).status).toBe(200);
    await expect.poll(() => nas.posts('general').map(({ text }) => text)).toEqual(['hello']);

    expect(await run(variables, 'failed')).toEqual({ code: 0, out: 'No message failed.\n', err: '' });
    expect(await relay.stop('SIGTERM')).toBe(0);
    expect(relay.output.err).toBe('');
  } finally {
    await nas.close();
    cleanUp();
  }
});
