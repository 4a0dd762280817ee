// The costs of the simulator: round trips, the page with many posts, memory: node bench/simulator.ts (after npm run build; needs Chromium).
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { chatHandler, parseOutgoing, parseSlash, respond } from 'synochat';
import { createSimulator } from 'synochat-simulator';
import * as v from 'valibot';
import { launch } from '../packages/simulator/test/browser/chromium.ts';
import { openRoom } from './room.ts';
import { print, type Section } from './section.ts';
import { doubtOf, median, spread, steadily } from './statistics.ts';
import { table } from './table.ts';
import { inTurns, ratios } from './turns.ts';

const calls = 100;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });

export async function measure(): Promise<Section> {
  const sizes: string[][] = [];
  // The first posts load code, which is not part of their cost.
  await holdPosts(1000);
  for (const count of [1000, 10_000, 100_000]) {
    const { megabytes, storedPosts } = await holdPosts(count);
    sizes.push([count.toLocaleString('en'), storedPosts.toLocaleString('en'), megabytes.toFixed(1)]);
  }
  const trips = await roundTrips();
  const page = await showPosts(10_000);
  return {
    title: 'Simulator',
    markdown: [
      'The CPU time of a question that is typed, posted to an app, answered and shown, as a multiple of the app’s own request and answer:',
      ...['', table(['', 'times', 'quartiles', 'a second'], trips), ''],
      `The page in Chromium shows the conversation after ${page.empty.toFixed(0)} ms of wall clock without posts, and after`,
      `${page.full.toFixed(0)} ms with 10,000 posts in the channel, of which the page shows ${page.shown.toLocaleString('en')}.`,
      'Memory after posts by a webhook, with the traffic log, heap and buffers after a collection:',
      ...['', table(['posts', 'kept', 'MB'], sizes)],
    ].join('\n'),
    charts: [],
    missed: page.full > 1000 ? [`the page with 10,000 posts: ${page.full.toFixed(0)} ms, the target is 1000 ms`] : [],
  };
}

async function roundTrips(): Promise<string[][]> {
  const nas = createSimulator({ fetch: (req) => app(req) });
  const slash = nas.addSlash({ command: 'ping', url: 'http://app.example/slash' });
  const outgoing = nas.addOutgoing({ triggerWords: ['Ping'], url: 'http://app.example/outgoing' });
  const app = chatHandler(async (req) => {
    if (req.url.endsWith('/slash')) {
      const { args } = await parseSlash(req, Ping, { token: slash.token });
      return respond(`Pinging ${args.ip}`);
    }
    const { user } = await parseOutgoing(req, { token: outgoing.token });
    return respond(`Pong, ${user.name}`);
  });
  const room = await openRoom();
  const { url } = room.addIncoming({ channel: 'general' });
  const question = new URLSearchParams({ token: outgoing.token, text: 'Ping' });
  const post = new URLSearchParams({ payload: JSON.stringify({ text: 'Ping' }) });
  const ways: Record<string, () => Promise<unknown>> = {
    'a request and its answer': async () =>
      (await app(new Request('http://app.example/', { method: 'POST', body: question }))).text(),
    'an outgoing webhook': () => nas.say('mikael', 'general', 'Ping'),
    'a slash command': () => nas.say('mikael', 'general', '/ping 1.1.1.1 count=4 time'),
    'a post over HTTP, both ends': async () => (await fetch(url, { method: 'POST', body: post })).text(),
  };
  const names = Object.keys(ways);
  const found = new Map<string, number[]>();
  const beside = (name: string) => ratios(found.get(name) ?? [], found.get(names[0] ?? '') ?? []);
  try {
    await steadily(async () => {
      await inTurns(names, (name) => timeEach(ways[name]), { rounds: 40, warmups: 20 }, found);
      return names.flatMap((name) => doubtOf(name, beside(name)) ?? []);
    }, 10_000);
  } finally {
    await room.close();
  }
  return names.map((name) => {
    const each = found.get(name) ?? [];
    const { low, median: middle, high } = spread(beside(name));
    return [name, middle.toFixed(1), `${low.toFixed(1)} to ${high.toFixed(1)}`, (1e6 / median(each)).toFixed(0)];
  });
}

/** Microseconds of CPU time. */
async function timeEach(call: (() => Promise<unknown>) | undefined): Promise<number> {
  const start = process.cpuUsage();
  for (let n = 0; n < calls; n++) await call?.();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}

/** Milliseconds until the page shows its conversation, without and with that many posts. */
async function showPosts(count: number): Promise<{ empty: number; full: number; shown: number }> {
  const browser = await launch();
  const rooms = [await openRoom(), await openRoom()] as const;
  const { url } = rooms[1].addIncoming({ channel: 'general' });
  await fill(rooms[1], url, count);
  let shown = 0;
  const found = await inTurns(
    rooms,
    async (room) => {
      const page = await browser.newPage();
      const start = performance.now();
      await page.goto(room.url);
      const log = page.getByRole('log');
      await log.waitFor();
      if (room === rooms[1]) await log.getByText(`message ${count - 1}`, { exact: true }).waitFor();
      const ms = performance.now() - start;
      if (room === rooms[1]) shown = await log.getByText(/^message \d+$/).count();
      await page.close();
      return ms;
    },
    { rounds: 5, warmups: 1 },
  );
  await browser.close();
  for (const room of rooms) await room.close();
  return { empty: median(found.get(rooms[0]) ?? []), full: median(found.get(rooms[1]) ?? []), shown };
}

/** Bytes that the simulator holds after that many posts, and how many of them it still has. */
async function holdPosts(count: number): Promise<{ megabytes: number; storedPosts: number }> {
  const nas = createSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  const before = held();
  await fill(nas, url, count);
  return { megabytes: (held() - before) / 1e6, storedPosts: nas.posts('general').length };
}

async function fill(nas: ReturnType<typeof createSimulator>, url: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const body = new URLSearchParams({ payload: JSON.stringify({ text: `message ${n}` }) });
    await (await nas.fetch(new Request(url, { method: 'POST', body }))).text();
  }
}

/** Bytes in use after a collection. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

if (import.meta.main) print(await measure());
