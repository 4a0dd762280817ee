// Sends one message to the address in the environment, and prints what became of it.
import { sendIncoming } from 'synochat';

const { env } = globalThis.process;
await sendIncoming(env.WEBHOOK, 'Hello', { retries: 0, timeout: 5000 }).then(
  () => console.log('sent'),
  ({ code, posted, message }) => console.log(`${code}, posted: ${posted}: ${message}`),
);
// Deno 2.9 waits for the body of a request that it did not allow.
globalThis.process.exit();
