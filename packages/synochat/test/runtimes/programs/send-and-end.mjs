// Sends one message, one that Chat refuses and one that is aborted while it waits, and has nothing more to do.
import { sendIncoming } from 'synochat';

const { AbortController, Response } = globalThis;
const webhook = 'http://nas.example/webapi/entry.cgi?token=Synthetic';
const answer = (json) => ({ fetch: () => Promise.resolve(Response.json(json)) });

await sendIncoming(webhook, 'Hello', answer({ success: true }));
await sendIncoming(webhook, 'Hello', answer({ success: false, error: { code: 404 } })).catch(() => undefined);
const controller = new AbortController();
const aborted = sendIncoming(webhook, 'Hello', {
  ...answer({ success: true }),
  interval: 60_000,
  signal: controller.signal,
});
controller.abort();
await aborted.catch(() => undefined);
console.log('done');
