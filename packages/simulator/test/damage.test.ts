import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal } from '../src/cli/journal.ts';
import { createSimulator } from '../src/index.ts';
import { CLI, run, serve } from './command.ts';

const HEADER = '{"synochat-simulator":1}\n';
const ADVICE = 'The file is left as it is; mend it, move it away or give --data another one.';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-damage-'));
  data = join(folder, 'chat.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const start = () => run('--port', '0', '--data', data);

/** What a server leaves that had users, channels, integrations, posts, buttons, a notice and changed switches. */
async function journal(): Promise<string> {
  const journalOf = openJournal(data, () => undefined);
  const nas = createSimulator({ storage: journalOf, fetch: () => Promise.reject(new TypeError('nobody is there')) });
  journalOf.start();
  nas.addSlash({ command: 'ping', url: 'http://app.example/' });
  nas.addBot({ name: 'Helper' });
  for (const text of ['one', 'två 🎈', '"three"\n', '/ping']) await nas.say('ada', 'general', text);
  await nas.say('mikael', '@Helper', 'hi');
  nas.switches.latency = 7;
  journalOf.close();
  return readFileSync(data, 'utf8');
}

describe('a data file', () => {
  it('cut at any byte is a shorter one or is refused, and what is refused is left as it is', async () => {
    const whole = Buffer.from(await journal());
    const lines = whole.toString().split('\n').slice(1, -1);
    let refused = 0;
    for (let length = 0; length < whole.length; length += 1) {
      const cut = whole.subarray(0, length);
      writeFileSync(data, cut);
      const said: string[] = [];
      try {
        const opened = openJournal(data, (problem) => said.push(problem));
        // All lines that are whole, though the last may lack its line break.
        const kept = cut
          .toString()
          .split('\n')
          .slice(1)
          .filter((line) => line !== '');
        const isCut = kept.length > 0 && !lines.includes(kept.at(-1) ?? '');
        const newest = new Map(
          kept.slice(0, isCut ? -1 : undefined).map((line) => JSON.parse(line) as [string, unknown]),
        );
        expect([...opened.entries()]).toEqual([...newest]);
        expect(said).toHaveLength(isCut ? 1 : 0);
        expect(() => createSimulator({ storage: opened })).not.toThrow();
        opened.close();
      } catch (error) {
        refused += 1;
        expect((error as Error).message).toBe(`${data}: not a data file of synochat-simulator. ${ADVICE}`);
        expect(length).toBeLessThan(HEADER.length);
      }
      expect(readFileSync(data).equals(cut)).toBe(true);
      expect(await readdir(folder)).toEqual(['chat.jsonl']);
    }
    expect(refused).toBe(HEADER.length - 1);
  });

  it('with one line of garbage in any place is refused by the number of the line; at its end that is left out', async () => {
    const lines = (await journal()).split('\n').slice(0, -1);
    for (let at = 1; at <= lines.length; at += 1)
      for (const garbage of ['\0\0\0', '{"a":1}', '[1,2]', '["a",1,2]', '[]', '', '["a"', 'null', '\u{FFFD}']) {
        const damaged = `${[...lines.slice(0, at), garbage, ...lines.slice(at)].join('\n')}\n`;
        writeFileSync(data, damaged);
        const said: string[] = [];
        if (at < lines.length)
          expect(() => openJournal(data, (it) => said.push(it))).toThrow(
            `${data}: damaged in line ${at + 1}. ${ADVICE}`,
          );
        else openJournal(data, (problem) => said.push(problem)).close();
        expect(said).toHaveLength(at < lines.length ? 0 : 1);
        expect(readFileSync(data, 'utf8')).toBe(damaged);
      }
  });

  it.each([
    ['of another kind', 'precious\n', 'not a data file of synochat-simulator'],
    ['of a later version', '{"synochat-simulator":2}\n["a",1]\n', 'written by another version of synochat-simulator'],
    ['of zeros', '\0'.repeat(4096), 'not a data file of synochat-simulator'],
    ['with a blank line first', `\n${HEADER}`, 'not a data file of synochat-simulator'],
    ['with a mark of the byte order', `\u{FEFF}${HEADER}`, 'not a data file of synochat-simulator'],
    ['damaged in the middle', `${HEADER}{"oops\n["a",1]\n`, 'damaged in line 2'],
    ['with a user of another shape', `${HEADER}["user/2",{"id":2}]\n`, 'user/2 was not kept as it should be: name: '],
    [
      'with a token that is none',
      `${HEADER}["integration/3",{"id":3,"kind":"bot","name":"x","token":"short"}]\n`,
      'integration/3 was not kept as it should be: token: ',
    ],
    ['with a post of another shape', `${HEADER}["post/1",[]]\n`, 'post/1 was not kept as it should be: '],
    [
      'with a file that is no base64',
      `${HEADER}["file/1",{"name":"a","type":"b","base64":"%"}]\n`,
      'file/1 was not kept',
    ],
    [
      'with switches out of range',
      `${HEADER}["switches",{"latency":-1}]\n`,
      'switches was not kept as it should be: latency: ',
    ],
    ['with a count that is none', `${HEADER}["number/1","x"]\n`, 'number/1 was not kept'],
    ['with the wrong last id', `${HEADER}["lastAccount",null]\n`, 'lastAccount was not kept'],
  ])('%s is refused in one line that names it, and is left as it is', async (_, contents, why) => {
    await writeFile(data, contents);
    const { code, out, err } = await start();
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2]);
    expect(err).toContain(`synochat-simulator: ${data}: `);
    expect(err).toContain(why);
    expect(err).toContain(ADVICE);
    expect(await readFile(data, 'utf8')).toBe(contents);
    expect(await readdir(folder)).toEqual(['chat.jsonl']);
  });

  it('that is huge and of another kind is refused without being read', async () => {
    await writeFile(data, '');
    await truncate(data, 2 ** 40);
    expect((await start()).err).toContain('not a data file');
    expect((await lstat(data)).size).toBe(2 ** 40);
  });
});

describe('what stands in the place of the data file', () => {
  it('is a folder or a pipe: neither is taken for one nor replaced', async () => {
    await mkdir(data);
    expect(await start()).toMatchObject({ code: 1, err: `synochat-simulator: ${data}: not a file. ${ADVICE}\n` });
    expect((await lstat(data)).isDirectory()).toBe(true);
    await rm(data, { recursive: true });
    await promisify(execFile)('mkfifo', [data]);
    expect(await start()).toMatchObject({ code: 1, err: `synochat-simulator: ${data}: not a file. ${ADVICE}\n` });
    expect((await lstat(data)).isFIFO()).toBe(true);
  });

  it('is a link that leads nowhere or in a circle: it stays', async () => {
    for (const target of [join(folder, 'elsewhere'), data]) {
      await symlink(target, data);
      expect(await start()).toMatchObject({
        code: 1,
        err: `synochat-simulator: ${data} is a link that leads nowhere\n`,
      });
      expect(await readlink(data)).toBe(target);
      await rm(data);
    }
  });

  it('is in a folder that is not there', async () => {
    const { code, err } = await run('--port', '0', '--data', join(folder, 'nowhere', 'x'));
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain(join(folder, 'nowhere', 'x'));
  });

  it('may not be read', async () => {
    const contents = await journal();
    await chmod(data, 0o000);
    // Whoever runs this as root may read everything unless that is taken away.
    const drop = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
    const [program, ...args] = [...drop, process.execPath, CLI, '--port', '0', '--data', data];
    const child = spawn(program, args);
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain(`synochat-simulator: ${data}: EACCES`);
    await chmod(data, 0o600);
    expect(await readFile(data, 'utf8')).toBe(contents);
  });
});

describe('what lies beside the data file', () => {
  it.each([
    ['of a server that was killed', '99999999'],
    ['that was being written', ''],
    ['of another kind', 'not a number'],
    ['of this very number, as in a container', String(process.pid)],
  ])('is a lock %s: it is in nobody\u2019s way', async (_, owner) => {
    await writeFile(`${data}.lock`, owner);
    await writeFile(`${data}.new`, 'half a f');
    if (owner === String(process.pid)) openJournal(data, () => undefined).close();
    else await (await serve('--data', data)).stop('SIGTERM');
    expect(await readdir(folder)).not.toContain('chat.jsonl.lock');
  });

  it('is something that cannot be replaced: it says so, and the file is left as it is', async () => {
    const contents = await journal();
    await mkdir(`${data}.new`);
    const { code, err } = await start();
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain(`synochat-simulator: ${data}: `);
    expect(await readFile(data, 'utf8')).toBe(contents);
    expect(await readdir(folder)).toEqual(['chat.jsonl', 'chat.jsonl.new']);
  });
});
