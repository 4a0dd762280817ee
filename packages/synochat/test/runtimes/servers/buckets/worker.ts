import { sendIncoming } from 'synochat';
import { type BucketNamespace, ChatBucket, durableLimiter } from 'synochat/cloudflare';

export { ChatBucket };

interface Bindings {
  readonly BUCKETS: BucketNamespace;
  /** The same program once more, as another Worker. */
  readonly OTHER?: { fetch(req: Request): Promise<Response> };
}

export default {
  async fetch(req: Request, { BUCKETS, OTHER }: Bindings): Promise<Response> {
    const { pathname, searchParams } = new URL(req.url);
    if (pathname === '/ready') return new Response(null);
    if (pathname === '/other' && OTHER) return OTHER.fetch(new Request(req.url.replace('/other', '/')));
    await sendIncoming(searchParams.get('to') ?? '', searchParams.get('text') ?? '', {
      // Not the default: with its room of 5 ms the load of the machine that tests would be measured, not the limiter.
      limiter: durableLimiter(BUCKETS, { interval: 550 }),
    });
    return new Response('sent');
  },
};
