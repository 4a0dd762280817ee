// Posts the messages in Redis at REDIS_URL for the integrations in SYNOCHAT_WEBHOOK_<NAME>: node worker.ts, or bun worker.ts
import { Redis } from 'ioredis';
import { redisLimiter } from 'synochat/redis';
import { trustFile } from './certificate.ts';
import { startDelivery } from './delivery.ts';

const { REDIS_URL = 'redis://127.0.0.1:6379', POST_INTERVAL = '600', NAS_CERTIFICATE, ...env } = process.env;
const webhooks = Object.entries(env).flatMap(([name, url = '']) => {
  const [, webhook] = /^SYNOCHAT_WEBHOOK_([A-Z0-9_]+)$/.exec(name) ?? [];
  return webhook === undefined ? [] : [{ name, webhook: webhook.toLowerCase(), url }];
});
const wrong = webhooks.filter(({ url }) => !URL.canParse(url)).map(({ name }) => name);
if (webhooks.length === 0 || wrong.length > 0) {
  console.error(
    wrong.length > 0 ? `Not a web address: ${wrong.join(', ')}` : 'Set SYNOCHAT_WEBHOOK_<NAME> to an incoming webhook',
  );
  process.exit(2);
}

const trusting = NAS_CERTIFICATE
  ? {
      fetch: await trustFile(NAS_CERTIFICATE).catch((error: unknown) => {
        console.error((error as Error).message);
        process.exit(2);
      }),
    }
  : {};

const connection = new Redis(REDIS_URL, { maxRetriesPerRequest: null });
connection.on('error', (error) => {
  console.error(`Redis: ${error.message}`);
});
const limiter = redisLimiter((script, key, args) => connection.eval(script, 1, key, ...args), {
  interval: Number(POST_INTERVAL),
});
const deliveries = await Promise.all(
  webhooks.map(({ webhook, url }) =>
    startDelivery(webhook, url, { connection, limiter, log: console.error, ...trusting }),
  ),
);
console.log(`Posting for ${webhooks.map(({ webhook }) => webhook).join(', ')}`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    console.log('Finishing the running posts');
    void Promise.all(deliveries.map((delivery) => delivery.close())).then(() => {
      connection.disconnect();
    });
  });
}
