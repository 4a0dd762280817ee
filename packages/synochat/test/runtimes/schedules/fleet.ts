import {
  memoryLimiter,
  type RateLimiter,
  type SendOptions,
  sendBot,
  sendBotAll,
  sendIncoming,
} from '../../../src/index.ts';
import { type Delivery, drawAbort, watch, watchMany } from './delivery.ts';
import type { Dice } from './dice.ts';
import { bot, type FaultyNas, webhooks } from './faulty-nas.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Parts of that many code points, so that texts of a few words are long ones. */
const maxText = 120;

/** Sends by chance in many ways, and resolves when all of it is over, one way or the other. */
export async function sendFleet(dice: Dice, time: VirtualTime, nas: FaultyNas): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  const limiters = new Map([...webhooks, bot].map((address) => [address, drawLimiter(dice, time)]));
  /** A machine that is suspended now and then wakes up to find others in its place. */
  const suspended = dice.hits(0.2);

  const send = async () => {
    await time.pass(dice.below(5000));
    const address = dice.pick([...webhooks, bot]);
    const limiter = limiters.get(address);
    const abort = drawAbort(dice);
    const sleep = (ms: number) => time.pass(ms + (dice.hits(0.1) ? dice.below(10_000) : 0));
    const options: SendOptions = {
      ...{ fetch: nas.fetch, maxText, signal: abort.signal, limiter },
      ...{ retries: dice.pick([0, 2, 6]), timeout: dice.pick([700, 2000, 30_000]) },
      ...(suspended ? { sleep } : {}),
    };
    const inLine = limiter !== false && !suspended;
    const note = (userId?: number): Delivery => {
      const id = deliveries.length;
      const words = Array.from({ length: 1 + dice.below(40) }, (_, n) => `m${id}w${n}`);
      deliveries.push({ address, userId, text: words.join(' '), inLine, outcome: 'none', abort, endedAt: 0 });
      return deliveries[id] as never;
    };
    if (address !== bot) await watch(note(), (text) => sendIncoming(address, text, options));
    else if (dice.hits(0.5))
      await watch(note(dice.pick(nas.userIds)), (text, userId = 0) => sendBot(bot, userId, text, options));
    else
      await watchMany(nas.userIds.slice(dice.below(2)).map(note), (text, ids) => sendBotAll(bot, ids, text, options));
  };

  // Not waited for: what was forgotten stays `none`.
  for (let remaining = 3 + dice.below(10); remaining > 0; remaining--) void send();
  await time.runOut();
  return deliveries;
}

/** The process's own pace, none, or a shared one that answers late and sometimes not at all. */
function drawLimiter(dice: Dice, time: VirtualTime): RateLimiter | false | undefined {
  if (dice.hits(0.4)) return undefined;
  if (dice.hits(0.2)) return false;
  const slots = memoryLimiter();
  const failure = dice.pick([0, 0, 0.1]);
  const latency = dice.pick([0, 50, 600]);
  return {
    async reserve(key) {
      const wait = await slots.reserve(key);
      const asked = performance.now();
      if (latency > 0) await time.pass(dice.below(latency));
      if (dice.hits(failure)) throw new Error('the store is away');
      return Math.max(0, wait - (performance.now() - asked));
    },
  };
}
