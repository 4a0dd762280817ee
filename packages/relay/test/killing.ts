import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSimulator } from 'synochat-simulator/node';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { type Relay, startRelay } from './command.ts';

const clients = 8;
/** Milliseconds from the start of a relay until the kill at most. */
const longest = 700;

/** The outcome of relays that were killed while tools posted. */
interface Killed {
  /** Texts that were answered with 200, by their client and in its order. */
  readonly accepted: readonly (readonly string[])[];
  /** The texts of each post in Chat: one, or those of a digest. */
  readonly posts: readonly (readonly string[])[];
}

/** Kills a relay at random moments under load, again and again on the same file, and lets the last one post what waits. */
async function killUnderLoad(rounds: number, random: () => number): Promise<Killed> {
  const nas = await startSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  const { scratch, cleanUp } = scratchFolder();
  const variables = { SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: join(scratch, 'data') };
  const accepted = Array.from({ length: clients }, (): string[] => []);
  try {
    for (let round = 0; round < rounds; round++) {
      // A post that takes its time, and queues from empty to storms.
      nas.switches.latency = Math.floor(random() * 60);
      const relay = await startRelay(variables);
      const all = accepted.map((texts, client) => post(relay, `c${client}r${round}`, texts, random));
      await pause(random() * longest);
      await relay.stop('SIGKILL');
      await Promise.all(all);
    }
    nas.switches.latency = 0;
    const last = await startRelay(variables);
    await emptied(last);
    await last.stop('SIGTERM');
    return { accepted, posts: nas.posts('general').map(({ text }) => textsOf(text)) };
  } finally {
    await nas.close();
    cleanUp();
  }
}

/** Posts one text after the other until the relay is gone, and remembers the accepted ones. */
async function post(relay: Relay, name: string, accepted: string[], random: () => number): Promise<void> {
  try {
    for (let n = 0; ; n++) {
      const text = `${name}n${n}`;
      const { ok } = await relay.post('/post/K', { text });
      if (ok) accepted.push(text);
      await pause(random() * 40);
    }
  } catch {
    // The relay was killed.
  }
}

async function emptied({ port }: Relay): Promise<void> {
  for (;;) {
    const state = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    if (state.includes('default: 0 waiting, 0 failed')) return;
    await pause(200);
  }
}

function textsOf(post: string): readonly string[] {
  return post.match(/\bc\d+r\d+n\d+\b/g) ?? [];
}

/** Returns what is wrong after kills, and how many posts held a text that Chat had already. */
export async function findLosses(rounds: number, random: () => number) {
  const { accepted, posts } = await killUnderLoad(rounds, random);
  const places = new Map<string, number>();
  let repeated = 0;
  for (const texts of posts) {
    if (texts.some((text) => places.has(text))) repeated++;
    for (const text of texts) if (!places.has(text)) places.set(text, places.size);
  }
  const placeOf = (text: string | undefined) => places.get(text ?? '') ?? -1;
  return {
    accepted: accepted.flat().length,
    lost: accepted.flat().filter((text) => !places.has(text)),
    outOfOrder: accepted.flatMap((texts) => texts.filter((text, n) => n > 0 && placeOf(text) < placeOf(texts[n - 1]))),
    repeated,
  };
}
