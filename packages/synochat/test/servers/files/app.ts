// Shares what it is sent under the name in the address, and serves it.
import { createFileHost, type FileStore } from 'synochat/files';

export function createApp(store: FileStore, baseUrl: string): (req: Request) => Promise<Response> {
  const { share, handler } = createFileHost({ baseUrl, secret: 'Kq8wZr2nXv5tBc7yLm4sHd9f', store });
  return async (req) => {
    const name = new URL(req.url).searchParams.get('name');
    return name && req.body ? new Response(await share(req.body, { name, type: 'image/png' })) : handler(req);
  };
}
