// Posts messages one after the other, over connections of their own or over one that is kept; prints the milliseconds of each.
import process from 'node:process';
import { sendIncoming } from 'synochat';

const { fetch, performance } = globalThis;
const { WEBHOOK, MESSAGES, CONNECTIONS } = process.env;
/** A fetch of the caller's gets the header only, and drops it here: the runtime keeps its connection. */
const keeping = (url, { headers: { connection: _, ...headers }, ...init }) => fetch(url, { ...init, headers });
const options = { limiter: false, retries: 0, ...(CONNECTIONS === 'kept' ? { fetch: keeping } : {}) };

const post = async (count) => {
  const start = performance.now();
  for (let i = 0; i < count; i++) await sendIncoming(WEBHOOK, 'Hello', options);
  return (performance.now() - start) / count;
};
await post(20);
console.log(await post(Number(MESSAGES)));
process.exit();
