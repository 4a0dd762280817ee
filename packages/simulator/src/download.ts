import { readBytes } from './body.ts';
import { within } from './deadline.ts';
import type { RecordExchange } from './exchanges.ts';
import type { PostFile } from './post.ts';
import type { Switches } from './switches.ts';
import type { World } from './world.ts';

/** Fetches a `file_url`; a string says why there is no file. */
export type Download = (url: string) => Promise<PostFile | 'fileUnreachable' | 'fileTooLarge'>;

interface Parts {
  readonly world: World;
  readonly switches: Pick<Switches, 'maxFileBytes' | 'fileTimeout' | 'requireFileExtension'>;
  readonly record: RecordExchange;
}

/** Downloads as Chat does: by one GET from the server's own machine, while the client waits for its answer. */
export function createDownload({ world, switches, record }: Parts): Download {
  const { fetch, sleep } = world;
  return async (address) => {
    const name = fileName(address);
    if (name === undefined) return 'fileUnreachable';
    if (switches.requireFileExtension && !/[^.]\.[^.]+$/u.test(name)) return 'fileUnreachable';

    const exchange = record({ direction: 'sent', kind: 'file', method: 'GET', url: address });
    try {
      return await within(switches.fileTimeout, sleep, async (signal) => {
        const response = await fetch(address, { method: 'GET', signal });
        if (!response.ok) {
          await response.body?.cancel();
          exchange({ status: response.status, note: 'not fetched: the status is not 2xx' });
          return 'fileUnreachable';
        }
        const bytes = await readBytes(response, switches.maxFileBytes);
        const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
        const note = bytes ? `fetched ${bytes.length} bytes` : `larger than ${switches.maxFileBytes} bytes`;
        exchange({ status: response.status, note });
        return bytes ? { name, type, size: bytes.length, bytes } : 'fileTooLarge';
      });
    } catch (error) {
      exchange({ note: `not fetched: ${error instanceof Error ? error.message : 'unknown error'}` });
      return 'fileUnreachable';
    }
  };
}

/** The last part of the path; undefined when the address is not one of the web. */
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
