// 20 messages at once to a server that wants 500 ms between them, 150 ms away, with jitter: node bench/sending.ts (after npm run build).
import { type Fetch, sendIncoming } from 'synochat';
import { createSimulator } from 'synochat-simulator';

const messages = Array.from({ length: 20 }, (_, n) => `message ${n}`);

/** Ways to send them all, each to a server of its own. */
const ways: Record<string, (url: string, fetch: Fetch) => Promise<unknown>> = {
  'no pacing': (url, fetch) =>
    Promise.allSettled(messages.map((text) => sendIncoming(url, text, { fetch, limiter: false }))),
  'one by one, 500 ms sleep after each': async (url, fetch) => {
    for (const text of messages) {
      await sendIncoming(url, text, { fetch, limiter: false }).catch(() => undefined);
      await sleep(500);
    }
  },
  'a grid of 500 ms': (url, fetch) =>
    Promise.allSettled(
      messages.map((text, n) => sleep(n * 500).then(() => sendIncoming(url, text, { fetch, limiter: false }))),
    ),
  sendIncoming: (url, fetch) => Promise.allSettled(messages.map((text) => sendIncoming(url, text, { fetch }))),
};

await Promise.all(
  Object.entries(ways).map(async ([name, send]) => {
    const nas = createSimulator({ now: () => performance.now() });
    const { url } = nas.addIncoming({ channel: 'general' });
    const start = performance.now();
    await send(url, async (address, init) => {
      await sleep(75 + jitter());
      const response = await nas.fetch(new Request(address, init));
      await sleep(75 + jitter());
      return response;
    });
    const seconds = (performance.now() - start) / 1000;
    const delivered = nas.posts('general').map(({ text }) => text);
    const early = nas.exchanges().filter(({ response }) => response?.body.includes('411')).length;
    const order = delivered.every(
      (text, n) => n === 0 || messages.indexOf(text) > messages.indexOf(delivered[n - 1] ?? ''),
    );
    const rate = (delivered.length / seconds).toFixed(2);
    console.log(
      `${name.padEnd(38)} ${delivered.length} of 20, ${order ? 'in order' : 'out of order'}, ${early} × 411, ${rate} msg/s`,
    );
  }),
);

function jitter(): number {
  return Math.random() * 4 - 2;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
