// Posts the messages of the outbox to the integrations in SYNOCHAT_WEBHOOK_<NAME>: node worker.ts, or bun worker.ts
import { createOutbox, type Outbox } from 'synochat/outbox';
import { trustFile } from './certificate.ts';
import { openStore, readWebhooks } from './settings.ts';

const { NAS_CERTIFICATE, POST_INTERVAL } = process.env;
const webhooks = readWebhooks(process.env);
const outbox = await open().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(2);
});
void outbox.run();
console.log(`Posting for ${Object.keys(webhooks).join(', ')}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    console.log('Finishing the running posts');
    void outbox.close();
  });
}

async function open(): Promise<Outbox> {
  if (Object.keys(webhooks).length === 0) throw new Error('Set SYNOCHAT_WEBHOOK_<NAME> to an incoming webhook');
  return createOutbox({
    store: openStore(process.env),
    webhooks,
    // A line for each pause and each dead letter, without texts and tokens.
    onNotice: ({ text }) => {
      console.error(text);
    },
    ...(POST_INTERVAL && { interval: Number(POST_INTERVAL) }),
    ...(NAS_CERTIFICATE && { fetch: await trustFile(NAS_CERTIFICATE) }),
  });
}
