// A file host on workerd itself: what is posted is shared, and the answer is its link.
import { createFileHost } from './files.js';

const { share, handler } = createFileHost({ baseUrl: 'http://a/files', secret: 'Kq8wZr2nXv5tBc7yLm4sHd9f' });

export default {
  fetch: async (req) =>
    req.method === 'POST' ? new Response(await share(await req.arrayBuffer(), { name: 'a.png' })) : handler(req),
};
