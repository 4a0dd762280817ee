// The subpaths that need no package and no runtime of their own, as an app writes them. Only compiled.
import { sendIncoming } from 'synochat';
import { createFileHost, type FileStore, memoryStore, r2Store } from 'synochat/files';
import { redisLimiter } from 'synochat/redis';
import { same } from './same.ts';

declare const client: { eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> };

export async function sharing(webhook: string) {
  const host = createFileHost({ baseUrl: 'https://bot.example/files', secret: 'x'.repeat(16), store: memoryStore() });
  const fileUrl = await host.share(new Blob(['a,b']), { name: 'report.csv' });
  same<string>()(fileUrl);
  same<Promise<Response>>()(host.handler(new Request(fileUrl)));
  await sendIncoming(webhook, { fileUrl });
  // @ts-expect-error Chat wants to see a name
  await host.share('a,b');
  // @ts-expect-error nothing signs the links
  createFileHost({ baseUrl: 'https://bot.example/files' });
  // @ts-expect-error that is no bucket
  r2Store({});
  // @ts-expect-error it keeps nothing
  return { put: () => Promise.resolve() } satisfies FileStore;
}

export async function together(webhook: string) {
  const limiter = redisLimiter((script, key, args) => client.eval(script, { keys: [key], arguments: [...args] }), {
    burst: 2,
  });
  await sendIncoming(webhook, 'x', { limiter });
  // @ts-expect-error a client is not a function
  redisLimiter(client);
}
