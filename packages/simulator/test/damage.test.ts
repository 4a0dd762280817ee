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
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSnapshot } from '../src/cli/snapshot.ts';
import { createSimulator } from '../src/index.ts';
import { builtProgram, run, serve } from './command.ts';

const head = '{"synochat-simulator":';
/** A data file with this state. */
const file = (state: string) => `${head}1,"state":${state}}`;
const advice = 'The file is left as it is: repair it, move it away or pass --data another file.';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-damage-'));
  data = join(folder, 'chat.json');
});
afterEach(() => rm(folder, { recursive: true }));

const start = () => run('--port', '0', '--data', data);

/** The file of a server that had users, channels, integrations, posts, buttons, a notice and changed switches. */
async function snapshot(): Promise<string> {
  const storage = openSnapshot(data, () => undefined);
  const nas = createSimulator({ storage, fetch: () => Promise.reject(new TypeError('nobody is there')) });
  await storage.start();
  nas.addSlash({ command: 'ping', url: 'http://app.example/' });
  nas.addBot({ name: 'Helper' });
  for (const text of ['one', 'två 🎈', '"three"\n', '/ping']) await nas.say('ada', 'general', text);
  await nas.say('mikael', '@Helper', 'hi');
  nas.switches.latency = 7;
  await storage.close();
  return readFileSync(data, 'utf8');
}

/** The error for a refused file. The file is left unchanged, without a file beside it. */
async function refusal(contents: string | Buffer): Promise<string> {
  writeFileSync(data, contents);
  let message = 'opened';
  try {
    await openSnapshot(data, () => undefined).close();
  } catch (error) {
    ({ message } = error as Error);
  }
  expect(readFileSync(data).equals(Buffer.from(contents))).toBe(true);
  expect(await readdir(folder)).toEqual(['chat.json']);
  return message;
}

describe('a data file', () => {
  it('that is cut short is refused and stays unchanged, unless only the last line break is missing', async () => {
    const whole = Buffer.from(await snapshot());
    for (let length = 1; length < whole.length - 1; length += length < 100 ? 1 : 5) {
      const why = length < head.length ? 'not a data file of synochat-simulator' : 'damaged: it is not JSON';
      expect(await refusal(whole.subarray(0, length))).toBe(`${data}: ${why}. ${advice}`);
    }
    for (const length of [0, whole.length - 1]) expect(await refusal(whole.subarray(0, length))).toBe('opened');
  });

  it('with one line of garbage in any place is refused', async () => {
    const lines = (await snapshot()).split('\n').slice(0, -1);
    for (let at = 1; at <= lines.length; at += 1)
      for (const garbage of ['\0\0\0', '{"a":1}', '[1,2]', '["a"', 'null', '\u{FFFD}', '}', ',']) {
        const damaged = [...lines.slice(0, at), garbage, ...lines.slice(at)].join('\n');
        expect(await refusal(damaged)).toBe(`${data}: damaged: it is not JSON. ${advice}`);
      }
  });

  it('that a person or another program rewrote is read', async () => {
    const state = JSON.parse(await snapshot()) as object;
    writeFileSync(data, `\n${JSON.stringify(state, undefined, 2)}`);
    const storage = openSnapshot(data, () => undefined);
    expect(createSimulator({ storage }).posts('general')).toHaveLength(3);
    await storage.close();
  });

  it.each([
    ['of another kind', 'precious\n', 'not a data file of synochat-simulator'],
    ['that is other JSON', '{"precious":1}\n', 'not a data file of synochat-simulator'],
    ['of a later version', `${head}2,"state":{}}`, 'written by another version of synochat-simulator'],
    ['of zeros', '\0'.repeat(4096), 'not a data file of synochat-simulator'],
    ['with a mark of the byte order', `\u{FEFF}${file('{}')}`, 'damaged: it is not JSON'],
    ['damaged in the middle', file('{"a":1,{"oops'), 'damaged: it is not JSON'],
    ['without a state', `${head}1}`, 'damaged: "state" is not an object'],
    ['whose state is a list', file('[]'), 'damaged: "state" is not an object'],
    ['whose state is nothing', file('null'), 'damaged: "state" is not an object'],
    ['with a user of another shape', file('{"user/2":{"id":2}}'), 'user/2 is stored with an invalid value: name: '],
    [
      'with an invalid token',
      file('{"integration/3":{"id":3,"kind":"bot","name":"x","token":"short"}}'),
      'integration/3 is stored with an invalid value: token: ',
    ],
    ['with a post of another shape', file('{"post/1":[]}'), 'post/1 is stored with an invalid value: '],
    [
      'with a file in invalid base64',
      file('{"file/1":{"name":"a","type":"b","base64":"%"}}'),
      'file/1 is stored with an invalid value',
    ],
    [
      'with switches out of range',
      file('{"switches":{"latency":-1}}'),
      'switches is stored with an invalid value: latency: ',
    ],
    ['with an invalid count', file('{"number/1":"x"}'), 'number/1 is stored with an invalid value'],
    ['with the wrong last id', file('{"lastAccount":null}'), 'lastAccount is stored with an invalid value'],
  ])('%s is refused in one line with its name, and stays unchanged', async (_, contents, why) => {
    await writeFile(data, contents);
    const { code, out, err } = await start();
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2]);
    expect(err).toContain(`synochat-simulator: ${data}: `);
    expect(err).toContain(why);
    expect(err).toContain(advice);
    expect(await readFile(data, 'utf8')).toBe(contents);
    expect(await readdir(folder)).toEqual(['chat.json']);
  });

  it('that is huge and of another kind is refused without being read', async () => {
    await writeFile(data, '');
    await truncate(data, 2 ** 40);
    expect((await start()).err).toContain('not a data file');
    expect((await lstat(data)).size).toBe(2 ** 40);
  });
});

describe('the path of the data file', () => {
  it('may be a folder or a pipe: neither is read nor replaced', async () => {
    await mkdir(data);
    expect(await start()).toMatchObject({ code: 1, err: `synochat-simulator: ${data}: not a file. ${advice}\n` });
    expect((await lstat(data)).isDirectory()).toBe(true);
    await rm(data, { recursive: true });
    await promisify(execFile)('mkfifo', [data]);
    expect(await start()).toMatchObject({ code: 1, err: `synochat-simulator: ${data}: not a file. ${advice}\n` });
    expect((await lstat(data)).isFIFO()).toBe(true);
  });

  it('may be a link to nowhere or in a circle: the link stays', async () => {
    for (const target of [join(folder, 'elsewhere'), data]) {
      await symlink(target, data);
      expect(await start()).toMatchObject({
        code: 1,
        err: `synochat-simulator: ${data} is a link that leads nowhere: repair it or pass --data another file\n`,
      });
      expect(await readlink(data)).toBe(target);
      await rm(data);
    }
  });

  it('may be in a missing folder: refused in one line', async () => {
    const { code, err } = await run('--port', '0', '--data', join(folder, 'nowhere', 'x'));
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain(join(folder, 'nowhere', 'x'));
  });

  it('may lead through a file: refused in one line with the next step', async () => {
    await snapshot();
    const { code, err } = await run('--port', '0', '--data', join(data, 'x'));
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toMatch(/chat\.json\/x: ENOTDIR.*pass --data another file/);
  });

  it('may be unreadable: refused in one line', async () => {
    const contents = await snapshot();
    await chmod(data, 0o000);
    // Root may read every file unless the capabilities are dropped.
    const drop = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
    const [program, ...args] = [...drop, process.execPath, builtProgram, '--port', '0', '--data', data];
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

describe('a file beside the data file', () => {
  it.each([
    ['of a server that was killed', '99999999'],
    ['that was being written', ''],
    ['of another kind', 'not a number'],
    ['of this very number, as in a container', `${process.pid} ${hostname()}`],
    ['of this number by an earlier release', String(process.pid)],
  ])('is a lock %s: it is replaced', async (_, owner) => {
    await writeFile(`${data}.lock`, owner);
    await writeFile(`${data}.new`, 'half a f');
    if (owner.startsWith(String(process.pid))) await openSnapshot(data, () => undefined).close();
    else await (await serve('--data', data)).stop('SIGTERM');
    expect(await readdir(folder)).not.toContain('chat.json.lock');
  });

  it('is a lock of another container, whose processes have the same numbers: refused, and the lock stays', async () => {
    await writeFile(`${data}.lock`, `${process.pid} other-container`);

    expect(() => openSnapshot(data, () => undefined)).toThrow(
      `${data} is in use by process ${process.pid} of the machine or container other-container: stop the process`,
    );
    expect(await readFile(`${data}.lock`, 'utf8')).toBe(`${process.pid} other-container`);
  });

  it('is a folder with the name of the lock: refused in one line with the next step', async () => {
    await mkdir(`${data}.lock`);
    const { code, err } = await start();
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toMatch(/chat\.json: EISDIR.*pass --data another file/);
  });

  it('that cannot be replaced is named, and the data file stays unchanged', async () => {
    const contents = await snapshot();
    await mkdir(`${data}.new`);
    const { code, err } = await start();
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain(`synochat-simulator: ${data}: `);
    expect(await readFile(data, 'utf8')).toBe(contents);
    expect(await readdir(folder)).toEqual(['chat.json', 'chat.json.new']);
  });
});
