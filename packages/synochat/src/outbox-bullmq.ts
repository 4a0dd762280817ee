/**
 * Keeps the messages of an outbox in BullMQ, on Redis, for several machines.
 *
 * @module synochat/outbox-bullmq
 */
import { runScript } from './outbox/bullmq/commands.ts';
import type { BullJob, BullQueueClass, JobData } from './outbox/bullmq/parts.ts';
import { openQueues, states } from './outbox/bullmq/queues.ts';
import type { OutboxStore, RouteState, StoredMessage, StoredState } from './outbox.ts';

/** Options of a store in BullMQ. */
export interface BullmqStoreOptions {
  /** The class of BullMQ 6, so that a program has a single copy of BullMQ. */
  Queue: BullQueueClass;
  /** Redis, as BullMQ takes it: a client of `ioredis`, or its settings. A client that you pass is yours to end. */
  connection: object;
  /** The prefix of all keys in Redis. Default: `synochat`. */
  prefix?: string | undefined;
}

/**
 * Returns a store in BullMQ: a queue for each webhook and state, such as `outbox-alerts-waiting`, which
 * BullMQ's dashboards show. Start no BullMQ worker for these queues: the outbox posts.
 *
 * Any number of machines may share a Redis. One of them posts for a webhook; 6 seconds after it ended or froze, another
 * one goes on. Let Redis write to disk (`appendonly yes`, `appendfsync always` for every message) and evict nothing
 * (`noeviction`). If a message is stored and the answer of Redis is lost, a sender that tries again stores it twice,
 * unless it passes an `id`. Redis holds the texts, never an address or a token.
 *
 * @example
 * ```ts
 * const store = bullmqStore({ Queue, connection: new Redis(process.env.REDIS_URL!, { maxRetriesPerRequest: null }) });
 * const outbox = createOutbox({ store, webhooks: { alerts: process.env.SYNOCHAT_WEBHOOK! } });
 * ```
 */
export function bullmqStore({ Queue, connection, prefix = 'synochat' }: BullmqStoreOptions): OutboxStore {
  const queues = openQueues(Queue, connection, prefix);
  const client = () => queues.first.getBackend().client;
  const key = (...names: readonly string[]) => [prefix, 'outbox', ...names].join(':');
  const bytesKey = key('bytes');

  const counted = async (webhook: string, state: StoredState, bytes: number) => {
    const isFirst = bytes > 0 && (await queues.of(webhook, state).getWaitingCount()) === 0;
    await runScript(await client(), 'synochatBytes', bytesKey, `${webhook} ${state}`, bytes, isFirst ? '1' : '0');
  };
  /** The queues that have, or had, messages. */
  const places = async () => {
    const bytes = await (await client()).hgetall(bytesKey);
    return Object.entries(bytes).map(([name, sum]) => {
      const [webhook = '', state] = name.split(' ');
      return { webhook, state: state as StoredState, bytes: Number(sum) };
    });
  };
  const enqueue = async (webhook: string, state: StoredState, id: string, data: JobData) => {
    await counted(webhook, state, data.bytes);
    // Whatever waits again was there before all others.
    await queues.of(webhook, state).add('message', data, { jobId: jobIdOf(id), lifo: state === 'waiting' });
  };
  const findJob = async (id: string) => {
    const found = await Promise.all(
      (await places()).map(async ({ webhook, state }) => {
        const job = await queues.of(webhook, state).getJob(jobIdOf(id));
        return job && { webhook, state, job };
      }),
    );
    // After a kill between the two steps of a move, the message is in two queues: what was posted counts.
    const byState = (one: { state: StoredState }) => states.indexOf(one.state);
    return found.filter((each) => each !== undefined).sort((one, other) => byState(other) - byState(one));
  };
  const remove = async (webhook: string, state: StoredState, id: string, bytes: number) => {
    if ((await queues.of(webhook, state).remove(jobIdOf(id))) > 0) await counted(webhook, state, -bytes);
  };

  return {
    async add(messages) {
      const redis = await client();
      const last = await runScript(redis, 'synochatIds', key('ids'), messages.length);
      const ids: (string | undefined)[] = [];
      for (const [n, message] of messages.entries()) {
        const { webhook, message: whole, storedAt, joined, bytes, deliveryId, rememberUntil } = message;
        const memory = deliveryId === undefined ? undefined : key('delivery', webhook, deliveryId);
        if (memory !== undefined && (await redis.get(memory)) !== null) {
          ids.push(undefined);
          continue;
        }
        const id = String(last - messages.length + n + 1);
        const data = {
          message: whole,
          remaining: undefined,
          since: storedAt,
          storedAt,
          joined,
          bytes,
          failure: undefined,
        };
        await counted(webhook, 'waiting', bytes);
        await queues.of(webhook, 'waiting').add('message', data, { jobId: jobIdOf(id) });
        // After the message: a kill in between may store a second message, and loses none.
        if (memory !== undefined) await redis.set(memory, id, { PX: rememberUntil - storedAt });
        ids.push(id);
      }
      return ids;
    },
    async list(webhook, state, limit) {
      const jobs = await queues.of(webhook, state).getWaiting(0, limit - 1);
      return jobs.map((job) => readJob(webhook, state, job));
    },
    async find(id) {
      const [found] = await findJob(id);
      return found && readJob(found.webhook, found.state, found.job);
    },
    async change(ids, { state: next, remaining, failure, ...rest }) {
      // Backwards: each goes to the front.
      for (const id of [...ids].reverse()) {
        const [found] = await findJob(id);
        if (!found) continue;
        const { webhook, state, job } = found;
        const data: JobData = {
          ...job.data,
          ...rest,
          ...(remaining !== undefined && { remaining: remaining ?? undefined }),
          ...(failure !== undefined && { failure: failure ?? undefined }),
        };
        if (next === undefined || next === state) await job.updateData(data);
        else {
          await enqueue(webhook, next, id, data);
          await remove(webhook, state, id, data.bytes);
        }
      }
    },
    async delete(ids) {
      for (const id of ids)
        for (const { webhook, state, job } of await findJob(id)) await remove(webhook, state, id, job.data.bytes);
    },
    async expire(state, before) {
      for (const place of (await places()).filter((each) => each.state === state)) {
        const queue = queues.of(place.webhook, state);
        const isOld = ({ since }: Pick<StoredMessage, 'since'>) => since < before;
        for (
          let jobs = await queue.getWaiting(0, 99);
          jobs.some(({ data }) => isOld(data));
          jobs = await queue.getWaiting(0, 99)
        )
          for (const { id = '', data } of jobs)
            if (isOld(data)) await remove(place.webhook, state, id.slice(2), data.bytes);
      }
    },
    async count() {
      const all = await places();
      const counts = await Promise.all(all.map(({ webhook, state }) => queues.of(webhook, state).getWaitingCount()));
      return all.map((place, n) => ({ ...place, messages: counts[n] ?? 0 })).filter(({ messages }) => messages > 0);
    },
    async readRoute(webhook) {
      const route = await (await client()).get(key('route', webhook));
      return route === null ? undefined : (JSON.parse(route) as RouteState);
    },
    async writeRoute(webhook, route) {
      const redis = await client();
      if (route) await redis.set(key('route', webhook), JSON.stringify(route));
      else await redis.del(key('route', webhook));
    },
    async lease(webhook, owner, ms) {
      return (await runScript(await client(), 'synochatLease', key('lease', webhook), owner, ms)) === 1;
    },
    async release(webhook, owner) {
      await runScript(await client(), 'synochatRelease', key('lease', webhook), owner);
    },
    close: () => queues.close(),
  };
}

/** BullMQ refuses ids that are whole numbers. */
function jobIdOf(id: string): string {
  return `m-${id}`;
}

function readJob(webhook: string, state: StoredState, { id = '', data }: BullJob): StoredMessage {
  const { message, remaining, since, storedAt, joined, failure } = data;
  return { id: id.slice(2), webhook, state, message, remaining, since, storedAt, joined, failure };
}
