import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from 'synochat/outbox-sqlite';
import { describeStore } from './suite.ts';

describeStore('in a SQLite file', async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'synochat-outbox-'));
  const store = sqliteStore(join(folder, 'outbox.db'));
  try {
    await work(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});
