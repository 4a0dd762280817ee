import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, createCertificates } from '../helpers/certificates.ts';
import { listen } from '../helpers/listen.ts';
import { bun, deno, scratchFolder, startWorkerd } from '../helpers/runtime.ts';
import { install, oldestNode } from '../helpers/tarball.ts';
import vectors from '../vectors.json' with { type: 'json' };

const programs = fileURLToPath(new URL('programs/', import.meta.url));
const run = promisify(execFile);

/** Chat behind a certificate; keeps connections open for longer than any test waits. */
class SecureChat {
  connections = 0;
  readonly #server: Server;

  constructor(certificate: { readonly key: string; readonly cert: string }) {
    this.#server = createServer({ ...certificate, keepAliveTimeout: 600_000 }, (req, res) => {
      req.resume().on('end', () => res.end('{"success":true}'));
    });
    this.#server.on('secureConnection', () => this.connections++);
  }

  /** The address of a webhook on it. */
  async open(): Promise<string> {
    const port = await listen(this.#server);
    return `https://127.0.0.1:${port}/webapi/entry.cgi?token=%22${vectors.tokens.IN}%22`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('synochat/tls as installed from the tarball', () => {
  const withUndici = scratchFolder();
  const without = scratchFolder();
  let certificates: Certificates;
  let nas: SecureChat;
  let other: SecureChat;
  let foreign: SecureChat;
  let webhooks: string[];

  beforeAll(async () => {
    install(withUndici.scratch, ['valibot', 'undici']);
    install(without.scratch, ['valibot']);
    for (const { scratch } of [withUndici, without]) cpSync(programs, join(scratch, 'app'), { recursive: true });
    certificates = await createCertificates();
    nas = new SecureChat(certificates.servers.trusted);
    other = new SecureChat(certificates.servers.selfSigned);
    foreign = new SecureChat(certificates.servers.foreign);
    webhooks = [...Array<string>(4).fill(await nas.open()), await other.open()];
  });
  afterAll(() => {
    nas.close();
    other.close();
    foreign.close();
    withUndici.cleanUp();
    without.cleanUp();
  });

  const old = oldestNode();
  const commands = [
    { title: `Node ${process.version}`, command: [process.execPath], at: withUndici },
    { title: `Node ${old.version}, the oldest here,`, command: [old.path], at: withUndici },
    { title: 'Bun, without undici,', command: [bun], at: without },
    {
      title: 'Deno, without undici,',
      command: [deno, 'run', '-NE', '--no-remote', '--node-modules-dir=manual'],
      at: without,
    },
  ];

  it.each(commands)(
    'on $title sends to whom it trusts, each message over another connection, to nobody else, and lets the process end',
    async ({ command: [file = '', ...args], at }) => {
      const before = nas.connections;

      const { stdout } = await run(file, [...args, 'app/print-secure.mjs'], {
        cwd: at.scratch,
        // A whole process may be told to check nothing; that is not to weaken what was asked for.
        env: {
          ...process.env,
          NODE_TLS_REJECT_UNAUTHORIZED: '0',
          NAS: JSON.stringify({ ca: certificates.ca, webhooks }),
        },
        timeout: 30_000,
      });

      expect(JSON.parse(stdout)).toEqual(['sent', 'sent', 'sent', 'sent', 'tls_failed, posted: no']);
      expect(nas.connections - before).toBe(4);
    },
  );

  it.each(commands)(
    'on $title accepts the very certificate that was passed for any name, except on Deno, and no other',
    async ({ command: [file = '', ...args], at }) => {
      const [url, before] = [await foreign.open(), foreign.connections];
      const NAS = JSON.stringify({ ca: certificates.servers.foreign.cert, webhooks: [url, webhooks.at(-1)] });

      const { stdout } = await run(file, [...args, 'app/print-secure.mjs'], {
        cwd: at.scratch,
        env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', NAS },
        timeout: 30_000,
      });

      const refused = 'tls_failed, posted: no';
      expect(JSON.parse(stdout)).toEqual([file === deno ? refused : 'sent', refused]);
      expect(foreign.connections - before).toBe(file === deno ? 0 : 1);
      foreign.close();
    },
  );

  it.each(commands.filter(({ command: [file] }) => file !== old.path))(
    'on $title goes on trusting whom the runtime trusts anyway',
    async ({ command: [file = '', ...args], at }) => {
      const authority = join(at.scratch, 'authority.pem');
      writeFileSync(authority, certificates.ca);
      const NAS = JSON.stringify({ ca: certificates.servers.selfSigned.cert, webhooks: webhooks.slice(-2) });

      const { stdout } = await run(file, [...args, 'app/print-secure.mjs'], {
        cwd: at.scratch,
        env: { ...process.env, NAS, NODE_EXTRA_CA_CERTS: authority, DENO_CERT: authority },
        timeout: 30_000,
      });

      expect(JSON.parse(stdout)).toEqual(['sent', 'sent']);
    },
  );

  it.each(commands)(
    'on $title trusts by one variable, without code, a certificate that holds the host',
    async ({ command: [file = '', ...args], at }) => {
      const path = join(at.scratch, 'nas.pem');
      writeFileSync(path, certificates.servers.selfSigned.cert);
      const NAS = JSON.stringify({ webhooks: webhooks.slice(-2).reverse() });

      const { stdout } = await run(file, [...args, 'app/print-extra.mjs'], {
        cwd: at.scratch,
        env: { ...process.env, NAS, NODE_EXTRA_CA_CERTS: path, DENO_CERT: path },
        timeout: 30_000,
      });

      expect(JSON.parse(stdout)).toEqual(['sent', 'tls_failed, posted: no']);
    },
  );

  it('on workerd brings nothing of the others, and names what workerd can be told instead', async () => {
    const bundle = join(without.scratch, 'bundle.mjs');
    await build({
      entryPoints: [join(without.scratch, 'app/secure-worker.mjs')],
      bundle: true,
      format: 'esm',
      conditions: ['workerd'],
      outfile: bundle,
    });
    expect(readFileSync(bundle, 'utf8')).not.toMatch(/undici|['"]node:/);
    const to = new URLSearchParams(webhooks.map((webhook) => ['to', webhook]));
    const worker = await startWorkerd(pathToFileURL(bundle), '/', { trustedCertificates: [certificates.ca] });
    try {
      const response = await fetch(`http://127.0.0.1:${worker.port}/?${String(to)}`);

      expect(await response.json()).toEqual({
        refusal: expect.stringContaining('tlsOptions.trustedCertificates') as string,
        // Workers do not tell a certificate from a broken connection.
        outcomes: ['sent', 'sent', 'sent', 'sent', 'connect_failed, posted: unknown'],
      });
    } finally {
      await worker.stop();
    }
  });

  it('on Node without undici says what to install, while synochat itself works', async () => {
    const settings = { cwd: without.scratch, env: { ...process.env, NAS: '{}' } };

    const importing = run(process.execPath, ['app/print-secure.mjs'], settings);

    await expect(importing).rejects.toThrow("Cannot find package 'undici'");
    expect(JSON.parse((await run(process.execPath, ['app/print.mjs'], settings)).stdout)).toHaveProperty(
      'command',
      'ping',
    );
  });
});
