import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { readPort, UsageError } from '@synochat/command-line';
import { createFileHost, type FileHost } from 'synochat/files';
import type { Context } from './context.ts';
import type { Flags } from './flags.ts';
import { mediaTypeOf } from './media-type.ts';
import { closeServer, listenOn, writeResponse } from './server.ts';
import type { Settings } from './settings.ts';

/** A file of the machine, open to the NAS until `close`. */
export interface SharedFile {
  readonly name: string;
  readonly url: string;
  /** Resolves after a client has fetched the whole file. */
  readonly whenFetched: Promise<void>;
  close(): void;
}

const maxFileBytes = 32 * 1024 * 1024;

/**
 * Serves a file at `--base-url` under a secret address, for the milliseconds of the retries and ten minutes. Throws a
 * `UsageError` if a setting is missing or the file cannot be read.
 */
export async function shareFile(
  path: string,
  { flags, settings }: Pick<Context, 'flags' | 'settings'>,
  duration: number,
): Promise<SharedFile> {
  const { base, port } = readBase(flags, settings);
  const data = await readShared(path);
  const host = createFileHost({ baseUrl: base, secret: randomBytes(32).toString('base64url'), maxBytes: maxFileBytes });
  const expiresIn = duration + 600_000;
  const url = await host.share(data, { name: basename(path), type: mediaTypeOf(path), expiresIn });
  let onFetched: () => void = () => undefined;
  const whenFetched = new Promise<void>((resolve) => (onFetched = resolve));
  // An import would load HTTP for every command, which takes half of the start.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((req, res) => {
    serveFile(host, req, res, onFetched).catch(() => res.destroy());
  });
  await listenOn(server, port, flags.host);
  return {
    ...{ name: basename(path), url, whenFetched },
    close() {
      closeServer(server);
    },
  };
}

function readBase(flags: Flags, settings: Settings): { base: string; port: number } {
  const setting = settings.read('base-url');
  if (!setting)
    throw new UsageError(
      'The NAS downloads the file from this machine: pass a URL that works from the NAS, such as --base-url http://192.168.1.20:8090',
    );
  const { value: base, from } = setting;
  const url = URL.canParse(base) ? new URL(base) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || /[?#]/.test(base))
    throw new UsageError(`The base URL (from ${from}) must be an http or https URL without user, query and hash`);
  if (flags.port !== undefined) return { base, port: readPort(flags.port) };
  // A proxy speaks https at the address and forwards to the program.
  if (url.protocol === 'https:' || url.port === '')
    throw new UsageError(`Pass the --port to which the proxy at ${url.origin} forwards`);
  return { base, port: Number(url.port) };
}

async function readShared(path: string): Promise<Buffer> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new UsageError(`${path} is no file: pass the path of a file`);
    if (info.size > maxFileBytes) throw new UsageError(`${path} is too large: Chat accepts files up to 32 MiB`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT'
        ? `There is no file ${path}: check the path`
        : `${path} cannot be read (${code}): check its permissions`,
    );
  }
}

async function serveFile(host: FileHost, req: IncomingMessage, res: ServerResponse, onFetched: () => void) {
  const headers = new Headers();
  for (const name of ['range', 'if-range', 'if-none-match'])
    if (typeof req.headers[name] === 'string') headers.set(name, req.headers[name]);
  const { method = 'GET', url = '/' } = req;
  if (method !== 'GET' && method !== 'HEAD') return void res.writeHead(405, { allow: 'GET, HEAD' }).end();
  const response = await host.handler(
    new Request(new URL(url.replace(/^\/+/, '/'), 'http://localhost'), { method, headers }),
  );
  res.on('finish', () => {
    if (method === 'GET' && isWhole(response)) onFetched();
  });
  await writeResponse(res, response);
}

/** Returns whether a response ends the file. The NAS may fetch a large file in pieces. */
function isWhole({ status, headers }: Response): boolean {
  const [, last, size] = /-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  return status === 200 || (status === 206 && Number(last) + 1 === Number(size));
}
