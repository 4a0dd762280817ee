import { type BucketNamespace, ChatBucket, durableLimiter } from 'synochat/cloudflare';

export { ChatBucket };

/** Reserves that many slots in each of that many objects, the slots of an object one after the other. */
export default {
  async fetch(req: Request, { BUCKETS }: { readonly BUCKETS: BucketNamespace }): Promise<Response> {
    const { searchParams } = new URL(req.url);
    const [objects, slots] = [Number(searchParams.get('objects')), Number(searchParams.get('slots'))];
    const limiter = durableLimiter(BUCKETS);
    const fill = async (key: string) => {
      for (let n = 0; n < slots; n++) await limiter.reserve(key);
    };
    await Promise.all(Array.from({ length: objects }, (_, n) => fill(`integration ${n}`)));
    return new Response(null);
  },
};
