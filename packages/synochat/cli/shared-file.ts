import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { createFileHost, type FileHost } from 'synochat/files';
import type { Flags } from './arguments.ts';
import { UsageError } from './exit.ts';
import { closeServer, listenOn, portOf, writeResponse } from './server.ts';
import type { Settings } from './settings.ts';

/** A file of this machine while the NAS may fetch it. */
export interface SharedFile {
  readonly name: string;
  readonly url: string;
  /** Resolves when somebody has fetched all of it. */
  readonly fetched: Promise<void>;
  close(): void;
}

const maxBytes = 32 * 1024 * 1024;

/** Serves the file at `--base-url`, under an address that nobody guesses. Throws a `UsageError` that says what is missing. */
export async function shareFile(path: string, flags: Flags, settings: Settings): Promise<SharedFile> {
  const { base, port } = readPlace(flags, settings);
  const data = await read(path);
  const host = createFileHost({ baseUrl: base, secret: randomBytes(32).toString('base64url'), maxBytes });
  const url = await host.share(data, { name: basename(path) });
  let whenFetched: () => void = () => undefined;
  const fetched = new Promise<void>((resolve) => (whenFetched = resolve));
  const server = createServer((req, res) => {
    answer(host, req, res, whenFetched).catch(() => res.destroy());
  });
  await listenOn(server, port, flags.host);
  return {
    ...{ name: basename(path), url, fetched },
    close() {
      closeServer(server);
    },
  };
}

function readPlace(flags: Flags, settings: Settings): { base: string; port: number } {
  const setting = settings('base-url');
  if (!setting)
    throw new UsageError(
      'The NAS downloads the file from this machine: how does it reach it? --base-url http://192.168.1.20:8090',
    );
  const { value: base, from } = setting;
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || /[?#]/.test(base))
    throw new UsageError(`The base URL (from ${from}) is an http or https address without user, query and hash`);
  if (flags.port !== undefined) return { base, port: portOf(flags.port) };
  // Whatever speaks https at this address stands before this program, and forwards.
  if (url.protocol === 'https:' || url.port === '')
    throw new UsageError(`Give the --port to listen on, to which whatever is at ${url.origin} forwards`);
  return { base, port: Number(url.port) };
}

async function read(path: string): Promise<Buffer> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new UsageError(`${path} is no file`);
    if (found.size > maxBytes) throw new UsageError(`${path} is too large: Chat takes files of 32 MiB at most`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'ENOENT' ? `There is no file ${path}` : `${path} cannot be read (${code})`);
  }
}

async function answer(host: FileHost, req: IncomingMessage, res: ServerResponse, whenFetched: () => void) {
  const headers = new Headers();
  for (const name of ['range', 'if-range', 'if-none-match'])
    if (typeof req.headers[name] === 'string') headers.set(name, req.headers[name]);
  const { method = 'GET', url = '/' } = req;
  if (method !== 'GET' && method !== 'HEAD') return void res.writeHead(405, { allow: 'GET, HEAD' }).end();
  const response = await host.handler(
    new Request(new URL(url.replace(/^\/+/, '/'), 'http://localhost'), { method, headers }),
  );
  res.on('finish', () => {
    if (method === 'GET' && isWhole(response)) whenFetched();
  });
  await writeResponse(res, response);
}

/** Whether nothing comes after it; a large file may be fetched in pieces. */
function isWhole({ status, headers }: Response): boolean {
  const [, last, size] = /-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  return status === 200 || (status === 206 && Number(last) + 1 === Number(size));
}
