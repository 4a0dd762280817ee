// Sends what the query says, on workerd itself.
import { sendIncoming } from 'synochat';

const { Response, URL } = globalThis;

export default {
  async fetch(req) {
    const { pathname, searchParams } = new URL(req.url);
    if (pathname === '/ready') return new Response(null);
    await sendIncoming(searchParams.get('to'), searchParams.get('text'), { timeout: 1500 });
    return new Response('sent');
  },
};
