import { type Job, type Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { type Fetch, type RateLimiter, SendError, sendIncoming } from 'synochat';
import { openQueue, type Waiting } from './outbox.ts';

export interface DeliveryOptions {
  readonly connection: Redis;
  /** Shared by all workers. */
  readonly limiter: RateLimiter;
  /** Receives one line for each failure, without texts and tokens. */
  readonly log: (line: string) => void;
  /** Default: the runtime's own. */
  readonly fetch?: Fetch | undefined;
}

/** Posts the waiting messages of an integration in order. `close` resolves after the running post. */
export async function startDelivery(
  webhook: string,
  url: string,
  { connection, limiter, log, fetch }: DeliveryOptions,
): Promise<{ close(): Promise<void> }> {
  const queue = openQueue(webhook, connection);
  // One job for all workers: after a kill, the queue waits until the job of the dead worker is back at the head.
  await queue.setGlobalConcurrency(1);
  const worker = new Worker<Waiting>(
    queue.name,
    (job, _token, signal) => post(job, { queue, url, limiter, signal, fetch }),
    {
      connection,
      ...recovery,
      limiter: unlimited,
    },
  );
  worker.on('failed', (job, error) => {
    log(`${webhook}: ${job?.id} failed and is stored: ${error.message}`);
  });
  worker.on('error', (error) => {
    log(`${webhook}: ${error.message}`);
  });
  // Another worker may have the job now.
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id, 'Redis was out of reach for too long');
  });
  return {
    async close() {
      await worker.close();
      await queue.close();
    },
  };
}

/** Milliseconds: the message of a killed worker is back within the sum of the first two, after any number of kills. */
const recovery = { lockDuration: 4000, stalledInterval: 1000, maxStalledCount: Number.MAX_SAFE_INTEGER };

/** BullMQ checks for a pause of the queue only with a limit. */
const unlimited = { max: Number.MAX_SAFE_INTEGER, duration: 1 };

interface Route {
  readonly queue: Queue<Waiting>;
  readonly url: string;
  readonly limiter: RateLimiter;
  readonly signal: AbortSignal | undefined;
  readonly fetch: Fetch | undefined;
}

async function post(job: Job<Waiting>, { queue, url, limiter, signal, fetch }: Route): Promise<void> {
  let { parts } = job.data;
  for (let part = parts[0]; part; part = parts[0]) {
    try {
      await sendIncoming(url, part, { limiter, signal, fetch });
      parts = parts.slice(1);
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      if (error.retryable) {
        // The queue waits, not the process: the job goes back to the head, and the worker may stop.
        await queue.rateLimit(Math.min(60_000, 1000 * 2 ** (job.attemptsStarted - 1)));
        throw Worker.RateLimitError();
      }
      if (error.partsPosted > 0) await job.updateData({ parts: [...error.remaining, ...parts.slice(1)] });
      if (error.posted !== 'partly') throw error;
      ({ parts } = job.data);
      continue;
    }
    if (parts.length > 0) await job.updateData({ parts });
  }
}
