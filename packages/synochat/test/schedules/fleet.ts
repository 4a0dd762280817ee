import { memoryLimiter, type RateLimiter, type SendOptions, sendBot, sendIncoming } from '../../src/index.ts';
import type { Dice } from './dice.ts';
import { bot, type FaultyNas, webhooks } from './faulty-nas.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A text on its way to one place, and what the sender was told of it. */
export interface Delivery {
  /** In the order of the calls. */
  readonly id: number;
  readonly address: string;
  readonly userId: number | undefined;
  readonly text: string;
  /** Whether it keeps its turn among those of its integration. */
  readonly inLine: boolean;
  /** An error of any other kind is a mistake, of the library or of this test. */
  outcome: 'none' | 'posted' | 'aborted' | Error;
}

export const reason = new Error('no longer wanted');

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
    const { signal, abort } = drawAbort(dice);
    const sleep = (ms: number) => time.pass(ms + (dice.hits(0.1) ? dice.below(10_000) : 0));
    const options: SendOptions = {
      ...{ fetch: nas.fetch, maxText, signal, limiter },
      ...{ retries: dice.pick([0, 2, 6]), timeout: dice.pick([700, 2000, 30_000]) },
      ...(suspended ? { sleep } : {}),
    };
    const inLine = limiter !== false && !suspended;
    const note = (userId?: number): Delivery => {
      const id = deliveries.length;
      const words = Array.from({ length: 1 + dice.below(40) }, (_, n) => `m${id}w${n}`);
      const delivery: Delivery = { id, address, userId, text: words.join(' '), inLine, outcome: 'none' };
      deliveries.push(delivery);
      return delivery;
    };
    if (address !== bot) await watch(note(), (text) => sendIncoming(address, text, options), abort);
    else if (dice.hits(0.5))
      await watch(note(dice.pick(nas.userIds)), (text, userId = 0) => sendBot(bot, userId, text, options), abort);
    else await watchMany(note, dice, nas, options, abort);
  };

  // Not waited for: what was forgotten stays `none`.
  for (let left = 3 + dice.below(10); left > 0; left--) void send();
  await time.runOut();
  return deliveries;
}

async function watch(
  delivery: Delivery,
  send: (text: string, userId: number | undefined) => Promise<unknown>,
  abort: () => void,
): Promise<void> {
  const sending = send(delivery.text, delivery.userId);
  abort();
  try {
    await sending;
    delivery.outcome = 'posted';
  } catch (error) {
    delivery.outcome = told(error);
  }
}

/** To many users at once: the same text, and an outcome for each. */
async function watchMany(
  note: (userId: number) => Delivery,
  dice: Dice,
  nas: FaultyNas,
  options: SendOptions,
  abort: () => void,
): Promise<void> {
  const userIds = nas.userIds.slice(dice.below(2));
  const first = note(userIds[0] ?? 0);
  const { text } = first;
  const each = [first, ...userIds.slice(1).map((userId) => Object.assign(note(userId), { text }))];
  const sending = sendBot(bot, userIds, text, options);
  abort();
  try {
    const { sent, failed } = await sending;
    for (const delivery of each) {
      const failure = failed.find(({ userId }) => userId === delivery.userId);
      const arrived = sent.some(({ userId }) => userId === delivery.userId);
      delivery.outcome = failure?.error ?? 'posted';
      if (arrived === (failure !== undefined)) delivery.outcome = new Error('in both lists, or in neither');
    }
  } catch (error) {
    for (const delivery of each) delivery.outcome = told(error);
  }
}

function told(error: unknown): Delivery['outcome'] {
  return error === reason ? 'aborted' : (error as Error);
}

/** Before the call, right after it, or some time later. */
function drawAbort(dice: Dice): { signal: AbortSignal | undefined; abort: () => void } {
  if (dice.hits(0.7)) return { signal: undefined, abort: () => undefined };
  const controller = new AbortController();
  const end = () => {
    controller.abort(reason);
  };
  if (dice.hits(0.1)) end();
  const delay = dice.below(6000);
  const abort = () => {
    if (delay < 500) end();
    else setTimeout(end, delay);
  };
  return { signal: controller.signal, abort };
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
