// wrangler secret put SYNOCHAT_WEBHOOK && wrangler secret put CALLER_TOKEN && wrangler deploy
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import { type Message, parseAddress, verifyToken } from 'synochat';
import type { Bindings } from './bindings.ts';

export { Outbox } from './outbox.ts';

/** One object for each integration. The name is visible to Cloudflare: do not use the token. */
const outboxOf = ({ OUTBOX }: Bindings) => OUTBOX.getByName('general');

const app = new Hono<{ Bindings: Bindings }>();

// Without the token or the webhook every request is refused.
app.use(async ({ env, text }, next) => {
  try {
    parseAddress(env.SYNOCHAT_WEBHOOK, 'incoming');
    if (!env.CALLER_TOKEN?.trim()) throw new TypeError('CALLER_TOKEN is not set');
  } catch (error) {
    console.error((error as Error).message);
    return text('internal error', 500);
  }
  return next();
});
app.get('/health', (c) => c.text('ok'));
app.use(bearerAuth({ verifyToken: (token, c) => verifyToken(token, (c.env as Bindings).CALLER_TOKEN ?? '') }));

app.post('/', async (c) => {
  const message = await readMessage(c.req.raw);
  try {
    // A sender that repeats its request gives each message an id.
    return c.json(await outboxOf(c.env).put(message, c.req.header('idempotency-key')), 202);
  } catch (error) {
    const { name, message: reason } = error as Error;
    throw new HTTPException(name === 'TypeError' ? 400 : 503, { message: reason, cause: error });
  }
});
app.get('/', async (c) => c.json(await outboxOf(c.env).status()));
app.post('/failed/:id{[0-9]+}', async (c) => c.json({ retried: await outboxOf(c.env).retry(c.req.param('id')) }));
app.post('/resume', async (c) => {
  await outboxOf(c.env).resume();
  return c.body(null, 204);
});

/** Reads a text, or a message as JSON. */
async function readMessage(req: Request): Promise<Message> {
  const body = await req.text();
  if (body.length > 32_768) throw new HTTPException(413, { message: 'More than 32768 characters' });
  if (!req.headers.get('content-type')?.startsWith('application/json')) return { text: body };
  try {
    return JSON.parse(body) as Message;
  } catch {
    throw new HTTPException(400, { message: 'The body is no JSON' });
  }
}

export default app;
