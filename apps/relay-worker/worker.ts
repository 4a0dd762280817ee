// wrangler secret put SYNOCHAT_WEBHOOK && wrangler secret put ADMIN_TOKEN && wrangler deploy
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import { verifyToken } from 'synochat';
import { createRelay, relayAddresses, relayKey } from 'synochat-relay';
import { type Env, webhooksOf } from './env.ts';

export { Mailbox } from './mailbox.ts';

/** One object holds all messages: its name is visible to Cloudflare. */
const mailboxOf = ({ MAILBOX }: Env) => MAILBOX.getByName('relay');

/** The relay of this isolate. The secrets of an isolate never change. */
let relay: Hono | undefined;

const app = new Hono<{ Bindings: Env }>();

app.onError((error, c) => {
  if (error instanceof HTTPException) return error.getResponse();
  // Such as a secret that is not set. Tools try again after 503, and lose the notification after another status.
  console.error(error.message);
  return c.text('internal error', 503);
});
app.use('/admin/*', async ({ env }, next) => {
  if (!env.ADMIN_TOKEN?.trim()) throw new Error('ADMIN_TOKEN is not set');
  await next();
});
app.use('/admin/*', bearerAuth({ verifyToken: (token, c) => verifyToken(token, (c.env as Env).ADMIN_TOKEN ?? '') }));
app.get('/admin/addresses', async (c) => {
  const { origin } = new URL(c.req.url);
  const keys = Object.entries(await keysOf(c.env));
  return c.json(Object.fromEntries(keys.map(([name, key]) => [name, relayAddresses(origin, key)])));
});
app.get('/admin/failed', async (c) => c.json(await mailboxOf(c.env).failed()));
app.post('/admin/retry', async (c) => c.json({ waiting: await mailboxOf(c.env).retry() }));
app.post('/admin/retry/:id', async (c) => c.json({ waiting: await mailboxOf(c.env).retry(c.req.param('id')) }));
app.post('/admin/resume', async (c) => {
  await mailboxOf(c.env).resume();
  return c.body(null, 204);
});
app.all('*', async (c) => {
  relay ??= createRelay({
    keys: await keysOf(c.env),
    outbox: {
      // A stub belongs to its request.
      put: (webhook, message, options) => mailboxOf(c.env).put(webhook, message, options),
      state: () => mailboxOf(c.env).state(),
    },
    onProblem: console.error,
  });
  return relay.fetch(c.req.raw);
});

async function keysOf(env: Env): Promise<Record<string, string>> {
  const keys = Object.entries(webhooksOf(env)).map(async ([name, url]) => [name, await relayKey(url, name)] as const);
  return Object.fromEntries(await Promise.all(keys));
}

export default app;
