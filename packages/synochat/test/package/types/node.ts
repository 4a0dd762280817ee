// The subpaths that need a runtime with a disk, as an app on Node writes them. Only compiled.
import { readFileSync } from 'node:fs';
import { type Fetch, sendIncoming } from 'synochat';
import { createFileHost, type FileStore } from 'synochat/files';
import { diskStore } from 'synochat/files-disk';
import { trust } from 'synochat/tls';
import { same } from './same.ts';

export async function ownPool(webhook: string) {
  const fetch = trust({ ca: readFileSync('nas.pem', 'utf8') });
  same<Fetch<Response>>()(fetch);
  await sendIncoming(webhook, 'x', { fetch });
  const store = diskStore('/var/lib/bot');
  same<FileStore>()(store);
  createFileHost({ baseUrl: 'https://bot.example/files', secret: 'x'.repeat(16), store });
  // @ts-expect-error trust in whom?
  trust({});
  // @ts-expect-error a folder is a path
  diskStore(new URL('file:///var/lib/bot'));
}
