import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from 'synochat/outbox-sqlite';
import { describeStore, type WithStore } from './suite.ts';
import { describeStorage } from './suite-of-storage.ts';

const withStore: WithStore = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), 'synochat-outbox-'));
  const store = sqliteStore(join(folder, 'outbox.db'));
  try {
    await work(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
};

describeStore('in a SQLite file', withStore);
describeStorage('in a SQLite file', withStore);
