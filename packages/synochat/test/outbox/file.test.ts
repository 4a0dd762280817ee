import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { createOutbox } from 'synochat/outbox';
import { sqliteStore } from 'synochat/outbox-sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('poster.ts', import.meta.url));
/** Where nothing listens: what is put stays. */
const nowhere = 'http://127.0.0.1:9/webapi/entry.cgi?token=synthetic';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synochat-outbox-'));
  file = join(folder, 'outbox.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Puts texts, and closes. */
async function put(...texts: readonly string[]): Promise<void> {
  const outbox = createOutbox({ store: sqliteStore(file) });
  try {
    for (const text of texts) await outbox.put('alerts', text);
  } finally {
    await outbox.close();
  }
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const failed = (message: RegExp) => ({
  name: 'OutboxError',
  code: 'store_failed',
  message: expect.stringMatching(message) as unknown,
});

describe('the file of an outbox', () => {
  it('can be read by its owner alone, with the files beside it', async () => {
    const before = process.umask(0);
    const store = sqliteStore(join(folder, 'new', 'outbox.db'));
    try {
      const outbox = createOutbox({ store, webhooks: { alerts: nowhere }, retries: 0 });
      await outbox.put('alerts', 'Hello');
      await store.lease('alerts', 'me', 1000);
      const files = ['outbox.db', 'outbox.db-wal', 'outbox.db-shm', 'outbox.db-lock'];
      expect(files.map((name) => mode(join(folder, 'new', name)))).toEqual(['600', '600', '600', '600']);
      expect(mode(join(folder, 'new'))).toBe('700');
      await outbox.close();
    } finally {
      process.umask(before);
    }
  });

  it('is made private if it was not', async () => {
    await put('one');
    chmodSync(file, 0o644);
    await put('two');

    expect(mode(file)).toBe('600');
  });

  it('holds no text of a delivered message', async () => {
    const store = sqliteStore(file);
    const outbox = createOutbox({
      store,
      webhooks: { alerts: nowhere },
      limiter: false,
      fetch: () => Promise.resolve(Response.json({ success: true })),
    });
    await outbox.put('alerts', 'a very private text');
    await outbox.runOnce();
    await outbox.close();

    expect(readFileSync(file).includes('a very private text')).toBe(false);
  });

  it.each([
    ['garbage', () => Buffer.from('this is no database'.repeat(500))],
    ['a damaged page', () => readFileSync(file).fill(0xaa, 8192, 20_000)],
    ['a damaged header', () => readFileSync(file).fill(0xaa, 0, 100)],
  ])('is refused and not changed if it is %s', async (_, damage) => {
    await put(...Array.from({ length: 60 }, (_each, n) => `message ${n} ${'x'.repeat(1000)}`));
    writeFileSync(file, damage());
    const before = readFileSync(file);

    await expect(put('Hello')).rejects.toMatchObject(
      failed(/^The outbox file: the file is damaged and was left alone/),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('tells in Chat of a message that cannot be read, and posts the others', async () => {
    await put('one', 'a very private text', 'three');
    const database = new DatabaseSync(file);
    database.exec(`UPDATE messages SET message = '"a very private' WHERE id = 2`);
    database.exec(`INSERT INTO routes VALUES ('alerts', '{')`);
    database.close();
    const posted: unknown[] = [];
    const outbox = createOutbox({
      store: sqliteStore(file),
      webhooks: { alerts: nowhere },
      limiter: false,
      async fetch(_, { body }) {
        posted.push(JSON.parse(new URLSearchParams(await new Response(body as BodyInit).text()).get('payload') ?? ''));
        return Response.json({ success: true });
      },
    });
    await outbox.runOnce();
    await outbox.close();

    expect(posted).toEqual([
      { text: 'one' },
      { text: 'A message is lost: its place in the store of the outbox is damaged' },
      { text: 'three' },
    ]);
  });

  it('is refused and not changed if it belongs to another program', async () => {
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE messages (id INTEGER)');
    other.close();
    const before = readFileSync(file);

    await expect(put('Hello')).rejects.toMatchObject(failed(/belongs to another program: choose another path$/));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is refused and not changed if a newer version wrote it', async () => {
    await put('one');
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 1; DROP TABLE routes');
    newer.close();
    const before = readFileSync(file);

    await expect(put('Hello')).rejects.toMatchObject(failed(/a newer version of synochat wrote the file: install it/));
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is refused where it cannot be', async () => {
    writeFileSync(file, '');
    file = join(file, 'outbox.db');

    await expect(put('Hello')).rejects.toMatchObject(
      failed(/^The outbox file: the file cannot be opened: check the path$/),
    );
  });

  it.each([
    ['the file', ['outbox.db']],
    ['the file and the files beside it', ['outbox.db', 'outbox.db-wal', 'outbox.db-shm', 'outbox.db-lock']],
    ['the folder', ['.']],
  ])('is created again with its messages if someone deletes %s', async (_, names) => {
    const outbox = createOutbox({ store: sqliteStore(file) });
    for (const text of ['one', 'two', 'three']) await outbox.put('alerts', text, { id: text });
    await outbox.close();
    const again = createOutbox({ store: sqliteStore(file), webhooks: { alerts: nowhere }, retries: 0 });
    await again.runOnce();
    for (const name of names) rmSync(join(folder, name), { recursive: true });

    expect(await again.put('alerts', 'two', { id: 'two' })).toMatchObject({ duplicate: true });
    expect(await again.put('alerts', 'four')).toEqual({ id: '4', duplicate: false });
    await again.close();
    const reader = createOutbox({ store: sqliteStore(file) });
    expect(await reader.state()).toMatchObject([{ waiting: 4, paused: { code: 'connect_failed' } }]);
    expect(mode(file)).toBe('600');
    await reader.close();
  });

  it('keeps its messages as long as it cannot be created again', async () => {
    const outbox = createOutbox({ store: sqliteStore(file) });
    await outbox.put('alerts', 'one');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'no folder');
    await expect(outbox.put('alerts', 'two')).rejects.toMatchObject(failed(/cannot be opened: check the path$/));
    rmSync(folder);

    await outbox.put('alerts', 'three');
    expect(await outbox.state()).toMatchObject([{ waiting: 2 }]);
    await outbox.close();
  });

  it('uses no id again after it was deleted', async () => {
    const outbox = createOutbox({
      store: sqliteStore(file),
      webhooks: { alerts: nowhere },
      limiter: false,
      fetch: () => Promise.resolve(Response.json({ success: true })),
    });
    await outbox.put('alerts', 'one');
    await outbox.runOnce();
    rmSync(file);

    expect(await outbox.put('alerts', 'two')).toMatchObject({ id: '2' });
    await outbox.close();
  });

  it('is opened anew if another file replaces it, with the messages of that file', async () => {
    await put('one');
    const backup = readFileSync(file);
    const outbox = createOutbox({ store: sqliteStore(file) });
    await outbox.put('alerts', 'two');
    for (const name of ['outbox.db', 'outbox.db-wal', 'outbox.db-shm']) rmSync(join(folder, name));
    writeFileSync(file, backup);
    await outbox.put('alerts', 'three');

    expect(await outbox.state()).toMatchObject([{ waiting: 2 }]);
    await outbox.close();
  });

  it('lets one process post, also after its lock was deleted', async () => {
    const [first, second] = [sqliteStore(file), sqliteStore(file)];
    expect([first.lease('alerts', 'first', 1000), second.lease('alerts', 'second', 1000)]).toEqual([true, false]);
    rmSync(`${file}-lock`);

    expect([second.lease('alerts', 'second', 1000), first.lease('alerts', 'first', 1000)]).toEqual([true, false]);
    await Promise.all([first.close(), second.close()]);
  });

  it('is refused at once where no folder can be created', () => {
    // Within /proc the file system answers that the parent is missing, although the parent is there.
    const args = [program, '/proc/none/outbox.db', nowhere, 'Hello'];
    const { stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 20_000 });

    expect(signal).toBeNull();
    expect(stderr).toContain('OutboxError: The outbox file: ');
  });

  it('takes messages again after a write failed', async () => {
    await put('one');
    writeFileSync(join(folder, 'moved'), readFileSync(file));
    writeFileSync(file, 'no database');
    const outbox = createOutbox({ store: sqliteStore(file) });
    await expect(outbox.put('alerts', 'two')).rejects.toThrow('damaged');
    writeFileSync(file, readFileSync(join(folder, 'moved')));
    await outbox.put('alerts', 'three');

    expect(await outbox.state()).toMatchObject([{ waiting: 2 }]);
    await outbox.close();
  });

  it('keeps what it has when the disk takes no more', async () => {
    const texts = Array.from({ length: 200 }, (_, n) => `${n} ${'x'.repeat(4000)}`);
    // 300 kB of a file at most, instead of a full disk.
    const limited = 'ulimit -f 300; exec "$0" "$@"';
    const args = ['-c', limited, process.execPath, program, file, nowhere, ...texts];
    const { stdout, stderr, status } = spawnSync('bash', args, {
      encoding: 'utf8',
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    const stored = stdout.split('\n').filter((line) => line.startsWith('stored')).length;

    expect(status, stderr).toBe(1);
    expect(stderr).toContain('OutboxError: The outbox file: ');
    expect(stored).toBeGreaterThan(10);
    expect(stored).toBeLessThan(150);
    const outbox = createOutbox({ store: sqliteStore(file) });
    expect((await outbox.state())[0]?.waiting).toBe(stored);
    await outbox.put('alerts', 'again');
    expect((await outbox.state())[0]?.waiting).toBe(stored + 1);
    await outbox.close();
  });

  it('is refused if it cannot be written to', () => {
    const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    writeFileSync(file, '');
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    try {
      const args = [program, file, nowhere, 'Hello'];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', ...owner });
      expect(stdout).toBe('');
      expect(stderr).toContain('OutboxError: The outbox file: the file or its folder cannot be written to');
    } finally {
      chmodSync(folder, 0o755);
    }
  });
});

describe('a Node without node:sqlite', () => {
  it('imports the store, and says in one sentence what it needs', () => {
    const src = new URL('../../src/outbox-sqlite.ts', import.meta.url).href;
    const script = `import { sqliteStore } from '${src}';
      try { sqliteStore('outbox.db') } catch (error) { console.log(error.message) }`;
    const args = ['--no-experimental-sqlite', '--no-warnings', '--input-type=module', '-e', script];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: folder });

    expect(stdout).toBe('synochat/outbox-sqlite needs node:sqlite: use Node 22.13 or newer, Deno or Bun\n');
  });
});
