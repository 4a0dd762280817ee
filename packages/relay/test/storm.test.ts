import { join } from 'node:path';
import { sqliteStore } from 'synochat/outbox-sqlite';
import { startSimulator } from 'synochat-simulator/node';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { startRelay } from './command.ts';

it('2000 notifications for a Chat that is away are all accepted, and wait in order', { timeout: 180_000 }, async () => {
  const nas = await startSimulator();
  const { url } = nas.addIncoming({ channel: 'general' });
  await nas.close();
  const { scratch, cleanUp } = scratchFolder();
  try {
    const relay = await startRelay({ SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: scratch });
    const wanted = Array.from({ length: 2000 }, (_, n) => `message ${n}`);
    const refused: number[] = [];
    for (const text of wanted) {
      const { status } = await relay.post('/slack/K', { text });
      if (status !== 200) refused.push(status);
    }
    await relay.stop('SIGKILL');

    expect(refused).toEqual([]);
    const store = sqliteStore(join(scratch, 'relay.sqlite'));
    const stored = await store.list('default', 'waiting', 3000);
    await store.close();
    expect(stored.map(({ message }) => message.text)).toEqual(wanted);
  } finally {
    cleanUp();
  }
});
