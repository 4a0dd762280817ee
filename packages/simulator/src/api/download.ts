import type { PostedFile } from '../room/post.ts';
import type { Server } from '../server.ts';
import { readBytes } from '../shared/body.ts';
import { within } from '../shared/deadline.ts';
import { createHeldRequest } from '../shared/held-request.ts';
import { reasonOf } from '../shared/reason.ts';

/** Fetches a `file_url`. Resolves with a string, the reason, if there is no file. */
export type Download = (url: string) => Promise<PostedFile | 'fileUnreachable' | 'fileTooLarge'>;

/** Downloads as Chat does: from the server's machine, while the client waits for an answer. */
export function createDownload({
  world,
  switches,
  exchanges,
}: Pick<Server, 'world' | 'switches' | 'exchanges'>): Download {
  const { record } = exchanges;
  const { fetch, sleep } = world;

  /** Makes the request, resolves with the file that `use` returns for an answer with 2xx, and records both. */
  async function request<T>(
    method: 'GET' | 'HEAD',
    url: string,
    use: (response: Response) => Promise<{ file: T; note: string }>,
  ): Promise<T | 'fileUnreachable'> {
    const exchange = record({ direction: 'sent', kind: 'file', method, url });
    try {
      return await within(switches.fileTimeout, sleep, async (signal) => {
        const response = await fetch(createHeldRequest(url, { method, signal }));
        const { ok, status } = response;
        if (!ok) await response.body?.cancel();
        const { file, note } = ok
          ? await use(response)
          : { file: 'fileUnreachable' as const, note: 'not fetched: the status is not 2xx' };
        exchange({ status, note });
        return file;
      });
    } catch (error) {
      exchange({ note: `not fetched: ${reasonOf(error, url)}` });
      return 'fileUnreachable';
    }
  }

  return async (address) => {
    const name = fileName(address);
    if (name === undefined) return 'fileUnreachable';
    if (switches.requireFileExtension && !/[^.]\.[^.]+$/.test(name)) return 'fileUnreachable';

    if (switches.fileHead) {
      const there = await request('HEAD', address, () => Promise.resolve({ file: undefined, note: 'asked by HEAD' }));
      if (there !== undefined) return there;
    }
    return request<PostedFile | 'fileTooLarge'>('GET', address, async (response) => {
      const bytes = await readBytes(response, switches.maxFileBytes);
      if (!bytes) return { file: 'fileTooLarge', note: `larger than ${switches.maxFileBytes} bytes` };
      const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
      return { file: { name, type, size: bytes.length, bytes }, note: `fetched ${bytes.length} bytes` };
    });
  };
}

/** Returns the last part of the path, or undefined if the URL is not http: or https:. */
function fileName(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return undefined;
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
