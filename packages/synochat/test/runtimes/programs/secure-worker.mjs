// A Worker cannot choose whom to trust, and relies on the certificates that workerd was told to trust.
import { trust } from 'synochat/tls';
import { sendAll } from './secure.mjs';

const { Response, URL } = globalThis;

export default {
  async fetch(req) {
    const { searchParams } = new URL(req.url);
    let refusal;
    try {
      trust({ dangerouslyTrustAnyone: true });
    } catch ({ message }) {
      refusal = message;
    }
    return Response.json({ refusal, outcomes: await sendAll(searchParams.getAll('to')) });
  },
};
