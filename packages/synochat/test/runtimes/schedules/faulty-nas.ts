import { createSimulator } from 'synochat-simulator';
import type { Fetch } from '../../../src/index.ts';
import type { Dice } from './dice.ts';
import { faults } from './faults.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The NAS, and the way to the NAS, as a schedule sets them. */
export interface Weather {
  /** How often the way to the NAS fails, from 0 to 1. */
  readonly faultRate: number;
  /** How often the NAS itself fails, in each of the ways of its switches. */
  readonly nasFaultRate: number;
  /** Milliseconds, there and back, at most. */
  readonly latency: number;
  readonly maxTextLength: number;
}

/** A post by the record of the NAS. */
export interface Posted {
  readonly text: string;
  readonly userId: number | undefined;
}

const channels = ['general', 'ops', 'builds'];
const users = [{ name: 'mikael' }, { name: 'ada' }, { name: 'gone', deleted: true }, { name: 'eva' }];

/** The names that senders use; they stay while the servers behind them change. */
export const webhooks = channels.map((name) => `http://nas.example/webapi/entry.cgi?token=%22Synthetic-${name}%22`);
export const bot = 'http://nas.example/webapi/entry.cgi?token=%22Synthetic-robin%22';

/** A simulated NAS behind a network that fails by chance, with the record of what it posted. */
export async function createFaultyNas(dice: Dice, time: VirtualTime, weather: Weather) {
  const { faultRate, nasFaultRate, latency, maxTextLength } = weather;
  const rates = { faultRate411: nasFaultRate, faultRateStatus: nasFaultRate, faultRateHtml: nasFaultRate };
  const lost = { faultRateDrop: nasFaultRate, faultRateTruncate: nasFaultRate };
  const now = () => performance.now();
  const nas = createSimulator({ users, channels, maxTextLength, now, random: dice.roll, ...rates, ...lost });
  const tokens = new Map(channels.map((channel) => [`Synthetic-${channel}`, nas.addIncoming({ channel }).token]));
  tokens.set('Synthetic-robin', nas.addBot({ name: 'robin' }).token);
  /** The user of each conversation with the bot: those whom it can write to. */
  const partners = new Map<number, number>();
  for (const [n, { name, deleted }] of users.entries()) {
    const [post] = deleted ? [] : await nas.say(name, '@robin', 'hello');
    if (post) partners.set(post.channelId, n + 2);
  }
  const injected = new Map<string, number>();
  let healed = false;

  const fetch: Fetch = async (url, init) => {
    const address = url.replace(/Synthetic-\w+/, (name) => tokens.get(name) ?? name);
    const reach = () =>
      time.during(nas.fetch(new Request(address, { method: 'POST', body: (init.body ?? null) as BodyInit | null })));
    if (healed) return reach();
    await time.pass(dice.below(latency));
    // A request that was given up may or may not be on its way already.
    if (init.signal?.aborted && dice.hits(0.5)) throw init.signal.reason;
    const [name, fault] = dice.hits(faultRate) ? dice.pick(Object.entries(faults)) : [];
    if (name !== undefined) injected.set(name, (injected.get(name) ?? 0) + 1);
    const response = await (fault ? fault({ reach, pass: time.pass }) : reach());
    await time.pass(dice.below(latency));
    return response;
  };

  return {
    fetch,
    userIds: users.map((_, n) => n + 2),
    /** Whether it can post there at all: not to a user who is gone. */
    knows: (userId: number | undefined) => userId === undefined || [...partners.values()].includes(userId),
    /** By what goes wrong on the way. */
    injected,
    nasFaults: () => nas.exchanges().filter(({ note }) => /fault|by chance/.test(note)).length,
    /** From now on nothing goes wrong. */
    heal() {
      healed = true;
      Object.assign(nas.switches, { faultRate411: 0, faultRateStatus: 0, faultRateHtml: 0 });
      Object.assign(nas.switches, { faultRateDrop: 0, faultRateTruncate: 0 });
    },
    /** All posts of that integration, in order; for the bot, with the user. */
    posts(address: string): readonly Posted[] {
      const where = address === bot ? '@robin' : (channels[webhooks.indexOf(address)] ?? '');
      const posts = nas.posts(where).filter(({ from }) => from === 'integration');
      return posts.map(({ text, channelId }) => ({ text, userId: partners.get(channelId) }));
    },
  };
}

export type FaultyNas = Awaited<ReturnType<typeof createFaultyNas>>;
