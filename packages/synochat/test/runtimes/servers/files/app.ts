// Shares what it is sent under the name in the address, and serves it.
import { createFileHost, type FileStore } from 'synochat/files';

export function createApp(store: FileStore, baseUrl: string): (req: Request) => Promise<Response> {
  const { share, handler } = createFileHost({ baseUrl, secret: 'Kq8wZr2nXv5tBc7yLm4sHd9f', store });
  return async (req) => {
    // Not by `new URL`: malformed requests are the handler's.
    const [, name] = /\?name=(.+)$/.exec(req.url) ?? [];
    if (!name || !req.body) return handler(req);
    return new Response(await share(req.body, { name: decodeURIComponent(name), type: 'image/png' }));
  };
}
