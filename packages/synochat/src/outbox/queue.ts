import type { Address, SendOptions } from '../index.ts';
import { after, sleep as realSleep } from '../shared/timer.ts';
import { deliverHead } from './delivery.ts';
import { maxDigest } from './digest.ts';
import type { Tell } from './notice.ts';
import type { OutboxOptions } from './options.ts';
import { createPauses } from './pauses.ts';
import { findFault } from './probe.ts';
import type { OutboxStore } from './store.ts';

/** Milliseconds of a lease, which is prolonged three times within. */
const leaseTime = 6000;
/** Milliseconds between two looks at a queue that another process posts, or that another process may fill. */
export const lookEvery = 1000;

interface QueueTools {
  readonly webhook: string;
  readonly address: Address;
  readonly owner: string;
  readonly store: OutboxStore;
  readonly options: OutboxOptions;
  readonly tell: Tell;
  readonly now: () => number;
  /** Aborts when the outbox closes. */
  readonly closing: AbortSignal;
}

/** The queue of one webhook. */
export interface Queue {
  /** Posts what is due, and returns when to look again; undefined if nothing waits. */
  drain(posts?: number): Promise<number | undefined>;
  /** Ends a pause of another address. */
  forgetFormer(): Promise<void>;
  /** Ends the lease. */
  release(): Promise<void>;
}

export function createQueue(tools: QueueTools): Queue {
  const { webhook, address, owner, store, options, now, closing } = tools;
  const route = createPauses(webhook, address, tools);
  const lease = async () => store.lease(webhook, owner, leaseTime);

  let unfinished: ((store: OutboxStore) => unknown) | undefined;
  /** If the store fails, the change is made before anything else: otherwise a posted message would be posted again. */
  const record = async (change = unfinished) => {
    unfinished = change;
    await change?.(store);
    unfinished = undefined;
  };

  /** Returns the options of a post that ends as soon as another process may post the same message. */
  const openPost = (): { readonly send: SendOptions; end(): void } => {
    const lost = new AbortController();
    const confirm = async () => {
      // A store that does not answer may have given the lease to another process.
      if (!(await lease().catch(() => false))) lost.abort(leaseLost);
    };
    let stop: (() => void) | undefined;
    const renew = () => {
      if (!lost.signal.aborted) stop = after(leaseTime / 3, () => void confirm().then(renew));
    };
    renew();
    const { fetch, timeout, interval, limiter, retries, maxText, sleep = realSleep } = options;
    return {
      send: {
        ...{ fetch, timeout, interval, limiter, retries, maxText },
        signal: lost.signal,
        // Between two attempts nothing is under way: the place to stop, and to notice that this process was frozen.
        async sleep(ms, signal) {
          await sleep(ms, AbortSignal.any([closing, ...(signal ? [signal] : [])])).catch(() => undefined);
          if (closing.aborted) lost.abort(closing.reason);
          await confirm();
          lost.signal.throwIfAborted();
        },
      },
      end() {
        stop?.();
        lost.abort(leaseLost);
      },
    };
  };

  /** Posts the head. Returns when to look again, or undefined to go on at once. */
  const postHead = async (): Promise<number | 'empty' | undefined> => {
    const pause = await route.read();
    if (pause && !route.isDue(pause)) return route.wait(pause);
    const fault = pause && (await findFault(address, pause, options));
    if (fault) return route.pause(fault);
    const queue = await store.list(webhook, 'waiting', maxDigest);
    // The lease may have ended during the probe.
    if (!(await lease())) return now() + lookEvery;
    const post = openPost();
    try {
      const failed = await deliverHead(queue, pause, post.send, { ...tools, record });
      if (failed) return await route.pause(failed);
    } finally {
      post.end();
    }
    if (pause) await route.resume(pause);
    return queue.length === 0 ? 'empty' : undefined;
  };

  const drain = async (posts: number) => {
    for (let n = 0; n < posts; n++) {
      if (closing.aborted) return undefined;
      if (!(await lease())) return now() + lookEvery;
      await record();
      try {
        const outcome = await postHead();
        if (outcome !== undefined) return outcome === 'empty' ? undefined : outcome;
      } catch (error) {
        if (error !== leaseLost && error !== closing.reason) throw error;
        return now() + lookEvery;
      }
    }
    return now();
  };

  // One at a time: the lease does not keep two calls of the same owner apart.
  let draining: ReturnType<typeof drain> | undefined;
  return {
    drain: (posts = Number.POSITIVE_INFINITY) =>
      (draining ??= drain(posts).finally(() => {
        draining = undefined;
      })),
    async forgetFormer() {
      await route.read();
    },
    release: async () => store.release(webhook, owner),
  };
}

const leaseLost = new Error('Another process posts the messages of this webhook');
