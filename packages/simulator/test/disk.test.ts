import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtProgram, serve } from './command.ts';

const namespaceFlags = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
const mountCommand = 'mount -t tmpfs -o size=512k none "$0"';

let folder: string;
let data: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-disk-'));
  data = join(folder, 'chat.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a shell script with the program's command as arguments. */
function shell(program: string, args: readonly string[], script: string) {
  const settings = ['--port', '0', '--data', data, '--switch', 'rateInterval=0', '--show-tokens'];
  const command = [process.execPath, builtProgram, ...settings];
  const child = spawn(program, [...args, 'bash', '-c', script, folder, ...command]);
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (output.out += String(chunk)));
  child.stderr.on('data', (chunk) => (output.err += String(chunk)));
  return { child, output };
}

/** Without the rights to mount a disk, as in some containers, a limit for the size of files stands for a full disk. */
function canMount(): boolean {
  try {
    execFileSync('unshare', [...namespaceFlags, 'bash', '-c', mountCommand, tmpdir()], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const fullAtStart: Record<string, () => ReturnType<typeof shell>> = {
  'that has no room for another file': () =>
    shell(
      'env',
      [],
      'ulimit -S -f 64; trap "" XFSZ; "$@"; echo "ended with $?"; cat "$0/chat.json" | cksum; ls -A "$0"',
    ),
  ...(canMount() && {
    'that is full': () =>
      shell(
        'unshare',
        namespaceFlags,
        `cp "$0/chat.json" /dev/shm/$$; ${mountCommand}; mv /dev/shm/$$ "$0/chat.json"; cat /dev/zero > "$0/ballast" 2>/dev/null
         "$@"; echo "ended with $?"; cat "$0/chat.json" | cksum; rm "$0/ballast"; ls -A "$0"`,
      ),
  }),
};

describe('a server started on a disk', () => {
  it.each(Object.entries(fullAtStart))('%s says so and leaves the old file as it is', async (_, begin) => {
    const first = await serve('--data', data, '--switch', 'rateInterval=0');
    for (let n = 0; n < 40; n += 1) await say(first.port, `${n} ${'x'.repeat(1900)}`);
    await first.stop('SIGTERM');
    const before = execFileSync('cksum', { input: await readFile(data) }).toString();

    const { child, output } = begin();
    await once(child, 'close');
    expect(output.err).toMatch(/^synochat-simulator: \S+chat\.json: E(?:NOSPC|FBIG)[^\n]*left as it is[^\n]*\n$/u);
    expect(output.out).toBe(`ended with 1\n${before}chat.json\n`);
  });
});

if (canMount())
  describe('a server on a disk that fills up', () => {
    it('answers as before, says so once, and loses nothing when there is room again', async () => {
      const { child, output } = shell('unshare', namespaceFlags, `${mountCommand}; exec "$@"`);
      while (!output.out.includes('Ctrl+C')) await once(child.stdout, 'data');
      const port = Number(/127\.0\.0\.1:(\d+)\/ /.exec(output.out)?.[1]);
      // Only the one process sees the disk.
      const inside = (name: string) => join('/proc', String(child.pid), 'root', folder, name);
      await writeFile(inside('ballast'), Buffer.alloc(256 * 1024));

      const texts = Array.from({ length: 100 }, (_, n) => `${n} ${'x'.repeat(1900)}`);
      for (const text of texts) expect(await say(port, text)).toBe(200);
      await expect.poll(() => output.err).not.toBe('');
      expect(output.err).toMatch(
        /^synochat-simulator: \S+chat\.json was not written \(ENOSPC[^\n]*the server goes on[^\n]*\n$/u,
      );
      const saved = async () => textsIn(await readFile(inside('chat.json'), 'utf8'));
      expect((await saved()).length).toBeLessThan(100);
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
      expect(await readdir(inside(''))).not.toContain('chat.json.new');

      // No further change is needed.
      await rm(inside('ballast'));
      await expect.poll(saved).toEqual(texts);
      expect(await say(port, 'there is room again')).toBe(200);
      await expect.poll(saved).toEqual([...texts, 'there is room again']);
      await cp(inside('chat.json'), data);
      child.kill('SIGKILL');
      await once(child, 'close');
      expect(output.err.split('\n')).toHaveLength(2);

      const second = await serve('--data', data);
      expect(second.output.err).toBe('');
      await second.stop('SIGTERM');
    });

    it('that is stopped while the disk is full says that changes are lost', async () => {
      const { child, output } = shell('unshare', namespaceFlags, `${mountCommand}; exec "$@"`);
      while (!output.out.includes('Ctrl+C')) await once(child.stdout, 'data');
      const port = Number(/127\.0\.0\.1:(\d+)\/ /.exec(output.out)?.[1]);
      for (let n = 0; n < 300; n += 1) await say(port, 'x'.repeat(1900));
      child.kill('SIGTERM');
      await once(child, 'close');
      expect(output.err).toMatch(/lacks the newest changes, which could not be written\n$/);
    });
  });

/** The texts of the posts in a data file. */
function textsIn(contents: string): string[] {
  const { state } = JSON.parse(contents) as { state: Record<string, { text: string }> };
  return Object.entries(state).flatMap(([key, { text }]) => (key.startsWith('post/') ? [text] : []));
}

async function say(port: number, text: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ user: 'ada', channel: 'general', text });
  return (await fetch(`http://127.0.0.1:${port}/api/say`, { method: 'POST', headers, body })).status;
}
