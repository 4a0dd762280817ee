import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flags } from '../src/cli/flags.ts';
import { run, serve, whileServing } from './command.ts';
import { exchange } from './raw.ts';

const hookUrl = 'http://127.0.0.1:1/';
const tokenPattern = /[A-Za-z0-9]{64}/;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the command line', () => {
  it('prints the names of the values to paste, and no token', async () => {
    await whileServing(
      ['--slash', `ping=${hookUrl}?a=b`, '--outgoing', `Ping=${hookUrl}`],
      ({ output: { out, err } }) => {
        expect(out).toContain('slash command /ping: token');
        for (const name of ['SYNOCHAT_SLASH_TOKEN_PING', 'SYNOCHAT_OUTGOING_TOKEN_PING', 'SYNOCHAT_WEBHOOK_GENERAL'])
          expect(out).toContain(name);
        expect(out).not.toMatch(tokenPattern);
        expect(err).toBe('');
      },
    );
  });

  it('serves 500 connections at a time and closes further connections', async () => {
    await whileServing([], async ({ port }) => {
      const sockets = Array.from({ length: 510 }, () => connect({ port, host: '127.0.0.1' }));
      const closed = sockets.map(
        (socket) => new Promise((resolve) => socket.on('error', resolve).on('close', resolve)),
      );
      const tenth = new Promise<void>((resolve) => {
        let count = 0;
        for (const each of closed)
          void each.then(() => {
            count += 1;
            if (count === 10) resolve();
          });
      });
      await tenth;
      expect(sockets.filter((socket) => !socket.destroyed)).toHaveLength(500);
      for (const socket of sockets) socket.destroy();
      expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    });
  });

  it('serves https with a certificate and the key, and prints https addresses', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    await writeFile(certFile, cert);
    await writeFile(keyFile, key);
    await whileServing(['--cert', certFile, '--key', keyFile, '--show-tokens'], async ({ port, output: { out } }) => {
      expect(out).toContain(`https://127.0.0.1:${port}/webapi/entry.cgi?`);
      const status = await new Promise((resolve, reject) => {
        get({ host: '127.0.0.1', port, ca: cert }, ({ statusCode }) => {
          resolve(statusCode);
        }).on('error', reject);
      });
      expect(status).toBe(200);
    });
    const alone = await run('--cert', certFile);
    expect([alone.code, alone.err]).toEqual([2, 'synochat-simulator: Pass --cert and --key together.\n']);
    const wrong = await run('--cert', keyFile, '--key', keyFile);
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('are no certificate with its key')]);
    expect(wrong.err).not.toContain('PRIVATE KEY');
  });

  it('prints tokens when asked to', async () => {
    await whileServing(
      ['--show-tokens', '--slash', `ping=${hookUrl}`, '--incoming', 'labb'],
      ({ port, output: { out } }) => {
        expect(out).toMatch(/slash command \/ping: token +[A-Za-z0-9]{64}\n/);
        expect(out).toMatch(/incoming webhook to #labb: address +http:\S+token=%22\w{64}%22\n/);
        expect(out).toContain(
          ` http://127.0.0.1:${port}/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&`,
        );
      },
    );
  });

  it('prints addresses that begin with the origin', async () => {
    await whileServing(['--show-tokens', '--origin', 'http://chat.lan:5050/'], ({ output: { out } }) => {
      expect(out).toContain(' http://chat.lan:5050/webapi/entry.cgi?');
    });
  });

  it('writes addresses and tokens to a file for the owner alone, also over an earlier file of the simulator', async () => {
    const path = join(folder, 'own.env');
    const lines = [
      /^# .*\nSYNOCHAT_WEBHOOK_GENERAL='(http\S+)'\nSYNOCHAT_WEBHOOK='\1'/,
      /\nSYNOCHAT_OUTGOING_TOKEN_GENERAL='\w{64}'\nSYNOCHAT_OUTGOING_TOKEN_GENERAL_2='\w{64}'\n$/,
    ];
    for (let time = 0; time < 2; time += 1) {
      const hooks = ['--outgoing', `#general=${hookUrl}`, '--outgoing', `General=${hookUrl}`];
      await whileServing(['--write-env', path, ...hooks], async ({ output }) => {
        expect(output.out).not.toMatch(tokenPattern);
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        expect(await readFile(path, 'utf8')).toMatch(new RegExp(lines.map(({ source }) => source).join(''), 'u'));
      });
      await chmod(path, 0o644);
    }
  });

  it('leaves a foreign file unchanged', async () => {
    const path = join(folder, 'theirs.env');
    await writeFile(path, 'SECRET=1\n');
    const { code, err } = await run('--port', '0', '--write-env', path);
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(await readFile(path, 'utf8')).toBe('SECRET=1\n');
  });

  it('says in one line that the port is in use, and ends with 1', async () => {
    await whileServing([], async ({ port }) => {
      const { code, out, err } = await run('--port', String(port));
      expect([code, out]).toEqual([1, '']);
      expect(err).toBe(`synochat-simulator: Port ${port} of 127.0.0.1 is in use: choose another port.\n`);
    });
  });

  it.each([
    [['--bogus'], 'Unknown flag: --bogus (see synochat-simulator --help)'],
    [['--port', '70000'], '--port must be a whole number from 0 to 65535'],
    [['--port', '6000'], '--port: Browsers and fetch refuse port 6000: choose another, such as 5050.'],
    [['--port', '010080'], '--port: Browsers and fetch refuse port 10080: choose another, such as 5050.'],
    [
      ['--port', '0', '--origin', 'http://nas.example:5060'],
      '--origin: Browsers and fetch refuse port 5060: choose another, such as 5050.',
    ],
    [
      ['--port', '0', '--origin', 'https://nas/webapi/entry.cgi?token=SECRET'],
      '--origin: Pass an origin such as http://nas.example:5000, without user, path, query and fragment.\n',
    ],
    [
      ['--port', '0', '--origin', 'ftp://SECRET@nas'],
      '--origin: Pass an address that begins with http:// or https://.\n',
    ],
    [['--slash', 'ping'], '--slash needs NAME=URL, not "ping".'],
    [['--outgoing', 'Ping=ftp://x'], '--outgoing needs a URL that begins with http:// or https://, not "ftp://x".'],
    [['stray'], 'Leave out the words: only flags are valid here (see synochat-simulator --help)'],
  ])('says in one line what is wrong with %j, and ends with 2', async (args, message) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')).toHaveLength(2);
    expect(err).toContain(`synochat-simulator: ${message}`);
  });

  it.each(['--config', '--profile'])('names a file of %s that does not exist, and ends with 1', async (flag) => {
    const err = 'synochat-simulator: There is no file missing.json: check the name and the folder\n';
    expect(await run(flag, 'missing.json')).toEqual({ code: 1, out: '', err });
  });

  it.each([
    ['--config', {}],
    ['--profile', { profile: 1, switches: {} }],
  ])('reads a file of %s with the byte order mark of Windows', async (flag, content) => {
    const path = join(folder, 'marked.json');
    await writeFile(path, `\ufeff${JSON.stringify(content)}`);
    await whileServing([flag, path], ({ output: { out } }) => {
      expect(out).toContain('Chat on');
    });
  });

  it('prints the version and the help', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    const { out } = await run('--help');
    expect(out).toContain('Usage: synochat-simulator');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    for (const flag of Object.keys(flags)) expect(out).toMatch(new RegExp(`^  (?:-., )?--${flag} `, 'm'));
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly at %s, a page that listens included', async (signal) => {
    const server = await serve();
    const page = await fetch(`http://127.0.0.1:${server.port}/api/events?user=ada`);
    expect(await server.stop(signal)).toBe(0);
    await expect(page.text()).rejects.toThrow();
  });
});

describe('the page over a socket', () => {
  it('has a script that a browser can read, and is refused under a foreign name', async () => {
    await whileServing([], async ({ port }) => {
      const script = await (await fetch(`http://127.0.0.1:${port}/page.js`)).text();
      expect(() => new Script(`async () => {${script}}`)).not.toThrow();
      const { start } = await exchange(port, 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n');
      expect(start).toBe('HTTP/1.1 403 Forbidden');
    });
  });
});
