// synochat/cloudflare, as a Worker writes it; test/cloudflare-types.release.ts takes the types that wrangler makes.
import { sendIncoming } from 'synochat';
import { type BucketNamespace, ChatBucket, durableLimiter } from 'synochat/cloudflare';
import { same } from './same.ts';

export class OwnBucket extends ChatBucket {}

export async function paced(webhook: string, bucket: ChatBucket, buckets: BucketNamespace) {
  await sendIncoming(webhook, 'x', { limiter: durableLimiter(buckets, { interval: 600 }) });
  same<Promise<number>>()(bucket.reserve(505));
  // @ts-expect-error the objects of that class hold no slots
  durableLimiter({ getByName: () => ({ count: () => Promise.resolve(1) }) });
  // @ts-expect-error an object reserves one slot at a time
  durableLimiter(buckets, { burst: 2 });
}
