import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { diskStore } from 'synochat/files-disk';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../helpers/runtime.ts';
import { createHost, secret, source } from '../portable/file-host.ts';
import { watchErrors } from '../portable/printed.ts';
import { everythingIn } from '../portable/secrets.ts';

const printed = watchErrors();
const { scratch, cleanUp } = scratchFolder();
afterAll(cleanUp);

let number = 0;
let folder = '';
beforeEach(() => {
  folder = join(scratch, `folder ${number++}`);
});

const name = 'a.bin';
const id = 'AAAAAAAAAAAAAAAAAAAAAA';
const stay = { now: 0, expires: 1000 };
const bytes = () => source([new Uint8Array([1, 2, 3])]).stream;
const inFolder = () => readdirSync(folder).sort();

describe('a disk store', () => {
  it('keeps a file in a folder that it makes, to be read by its owner only', async () => {
    folder = join(folder, 'deep', 'er');
    const { share, get } = createHost({ store: diskStore(folder) });
    const link = await share(source([new Uint8Array(100_000).fill(7), new Uint8Array([8])]).stream, { name });

    const response = await get(link);
    const content = new Uint8Array(await response.arrayBuffer());

    expect([content.length, content[99_999], content[100_000]]).toEqual([100_001, 7, 8]);
    expect(inFolder()).toEqual([expect.stringMatching(/^[\w-]{22}\.synochat-file$/)]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, inFolder()[0] ?? '')).mode & 0o777).toBe(0o600);
  });

  it('reads a range from where it begins to where it ends, however long', async () => {
    const { share, get } = createHost({ store: diskStore(folder) });
    const link = await share(
      Uint8Array.from({ length: 200_000 }, (_, index) => index % 251),
      { name },
    );
    for (const [from, to] of [
      [0, 0],
      [65_535, 65_536],
      [1000, 180_000],
      [199_999, 199_999],
    ] as const) {
      const response = await get(link, { range: `bytes=${from}-${to}` });
      const content = new Uint8Array(await response.arrayBuffer());
      expect([content.length, content[0], content.at(-1)]).toEqual([to - from + 1, from % 251, to % 251]);
    }
  });

  it('takes an empty file', async () => {
    const { share, get, head } = createHost({ store: diskStore(folder) });
    const link = await share('', { name });
    expect(await (await get(link)).text()).toBe('');
    expect((await head(link)).status).toBe(200);
    expect((await get(link, { range: 'bytes=0-' })).status).toBe(416);
  });

  it('has the same files for a store made later, and for one beside it', async () => {
    const link = await createHost({ store: diskStore(folder) }).share('still here', { name });
    const response = await createHost({ store: diskStore(folder) }).get(link);
    expect(await response.text()).toBe('still here');
  });

  it('removes what has expired when the next file comes, and not a moment before', async () => {
    const { share, get, pass } = createHost({ store: diskStore(folder) });
    await share('a', { name, expiresIn: 1000 });
    const living = await share('b', { name, expiresIn: 1001 });
    pass(1000);
    await share('c', { name });
    expect(inFolder()).toHaveLength(2);
    expect(await (await get(living)).text()).toBe('b');
  });

  it('removes an expired file whose link is followed', async () => {
    const { share, get, pass } = createHost({ store: diskStore(folder) });
    const link = await share('a', { name });
    pass(600_000);
    expect([(await get(link)).status, (await get(link)).status]).toEqual([404, 404]);
    expect(inFolder()).toEqual([]);
  });

  it('removes what was half-written an hour ago, but nothing that may still be coming in', async () => {
    mkdirSync(folder);
    const [old, young] = [`${id}.synochat-file.part`, `${id.replaceAll('A', 'B')}.synochat-file.part`] as const;
    for (const part of [old, young]) writeFileSync(join(folder, part), 'half');
    const longAgo = Date.now() / 1000 - 3601;
    utimesSync(join(folder, old), longAgo, longAgo);
    await createHost({ store: diskStore(folder) }).share('a', { name });
    expect(inFolder()).toContain(young);
    expect(inFolder()).not.toContain(old);
  });

  it('leaves all other files alone, however old and whatever their names', async () => {
    mkdirSync(folder);
    const others = ['notes.txt', 'x.synochat-file', id, `${id}.txt`, `x${id}.synochat-file`, '.synochat-file'].sort();
    for (const other of others) {
      writeFileSync(join(folder, other), 'mine');
      utimesSync(join(folder, other), 0, 0);
    }
    const { share, pass } = createHost({ store: diskStore(folder) });
    await share('a', { name });
    pass(1_000_000);
    await share('b', { name });
    expect(inFolder()).toEqual(expect.arrayContaining(others));
    expect(inFolder()).toHaveLength(others.length + 1);
  });

  it.each([
    '',
    '../..',
    '../outside',
    'a/b',
    '/etc/passwd',
    `${id}/../../x`,
    `${id}A`,
    `${id}\0`,
    `${id}\n`,
    '....................//',
  ])('goes nowhere for an id that is none (%j)', async (wrong) => {
    const store = diskStore(folder);
    await store.put(id, bytes(), stay);
    await expect(store.put(wrong, bytes(), stay)).rejects.toThrow(TypeError);
    await expect(store.get(wrong, 0, 1)).rejects.toThrow(TypeError);
    await expect(store.delete(wrong)).rejects.toThrow(TypeError);
    expect(inFolder()).toEqual([`${id}.synochat-file`]);
  });

  it('serves nothing that is only half there, and keeps nothing that never came to its end', async () => {
    const store = diskStore(folder);
    const seen: unknown[] = [];
    const failing = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (seen.length === 2) controller.error(new Error('the camera is off'));
          seen.push([inFolder(), await store.get(id, 0, 1)]);
          controller.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    await expect(store.put(id, failing, stay)).rejects.toThrow('the camera is off');
    expect(seen).toContainEqual([[`${id}.synochat-file.part`], undefined]);
    expect(inFolder()).toEqual([]);
  });

  it('fails a download rather than serve a file that somebody has cut', async () => {
    const { share, get } = createHost({ store: diskStore(folder) });
    const link = await share(new Uint8Array(100_000), { name });
    const response = await get(link);
    truncateSync(join(folder, inFolder()[0] ?? ''), 70_000);
    await expect(response.arrayBuffer()).rejects.toThrow('shorter than when');
  });

  describe.each([
    'a link to a file',
    'a link to a directory',
    'a link to nothing',
    'a link to a pipe',
    'a pipe',
    'a directory',
  ])('in the place of a file, %s', (kind) => {
    /** A store with a shared file that such a thing has replaced, and what is outside its folder. */
    async function replaced() {
      const outside = `${folder} outside`;
      mkdirSync(outside);
      writeFileSync(join(outside, 'notes.txt'), 'private');
      utimesSync(join(outside, 'notes.txt'), 1, 1);
      execFileSync('mkfifo', [join(outside, 'pipe')]);
      const hosted = createHost({ store: diskStore(folder) });
      const link = await hosted.share('public', { name });
      const file = join(folder, inFolder()[0] ?? '');
      rmSync(file);
      const targets: Record<string, string> = {
        'a link to a file': 'notes.txt',
        'a link to a directory': '.',
        'a link to nothing': 'none',
        'a link to a pipe': 'pipe',
      };
      if (kind === 'a pipe') execFileSync('mkfifo', [file]);
      else if (kind === 'a directory') mkdirSync(file);
      else symlinkSync(join(outside, targets[kind] ?? expect.fail(kind)), file);
      // Old enough to be swept, if it were a file.
      lutimesSync(file, 1, 1);
      return { ...hosted, link, file, outside };
    }

    it('is neither read nor waited for: 500 and a line that says what to do', async () => {
      const { get, head, link, file } = await replaced();
      expect([(await get(link)).status, (await head(link)).status]).toEqual([500, 500]);
      expect(await (await get(link)).text()).toBe('internal error');
      const reason = `${basename(file)} in the folder of the shared files is a link, pipe or directory: remove it`;
      expect(printed()).toEqual(Array(3).fill(expect.stringContaining(reason)));
    });

    it('stays unchanged when others expire, and nothing outside changes', async () => {
      const { share, get, pass, link, file, outside } = await replaced();
      const before = [lstatSync(file).mtimeMs, readdirSync(outside), statSync(join(outside, 'notes.txt')).mtimeMs];
      pass(1_000_000);
      expect(await (await get(await share('another', { name }))).text()).toBe('another');
      expect([lstatSync(file).mtimeMs, readdirSync(outside), statSync(join(outside, 'notes.txt')).mtimeMs]).toEqual(
        before,
      );
      // Following the expired address removes at most the thing itself.
      expect((await get(link)).status).toBe(404);
      expect(readFileSync(join(outside, 'notes.txt'), 'utf8')).toBe('private');
    });

    it.each(['', '.part'])('is not written through (%j)', async (ending) => {
      const { file, outside } = await replaced();
      renameSync(file, join(folder, `${id}.synochat-file${ending}`));
      const store = diskStore(folder);
      await store.put(id, bytes(), stay).catch((error: unknown) => {
        expect(error).toMatchObject({ message: expect.stringContaining('cannot be written to') as string });
      });
      expect(readFileSync(join(outside, 'notes.txt'), 'utf8')).toBe('private');
      expect(statSync(join(outside, 'notes.txt')).mtimeMs).toBe(1000);
      expect(readdirSync(outside)).toEqual(['notes.txt', 'pipe']);
    });
  });

  it('may have a folder that is a link', async () => {
    mkdirSync(`${folder} target`);
    symlinkSync(`${folder} target`, folder);
    const { share, get } = createHost({ store: diskStore(folder) });
    expect(await (await get(await share('a', { name }))).text()).toBe('a');
  });

  it('says so when its folder is none, and tells no secret', async () => {
    writeFileSync(folder, 'a file');
    const { share } = createHost({ store: diskStore(folder) });
    const { stream, state } = source([new Uint8Array(1)]);
    const error = await share(stream, { name }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^The folder of the shared files is full or cannot be written to \(E[A-Z]+\)$/,
      ) as string,
      cause: expect.any(Error) as Error,
    });
    expect(everythingIn(error)).not.toContain(secret);
    await expect.poll(() => state.cancelled).toBe(error);
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });

  it('needs a folder', () => {
    expect(() => diskStore('')).toThrow(TypeError);
    expect(() => diskStore(undefined as unknown as string)).toThrow(TypeError);
  });
});
