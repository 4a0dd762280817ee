// wrangler secret put SYNOCHAT_WEBHOOK && wrangler secret put CALLER_TOKEN && wrangler deploy
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { HTTPException } from 'hono/http-exception';
import { type Message, verifyToken } from 'synochat';
import { assertPostable } from './attempt.ts';
import type { Bindings } from './bindings.ts';
import { type Batch, consume } from './queue.ts';

export { Outbox } from './outbox.ts';

/** One object for each integration. The name is visible to Cloudflare: do not use the token. */
const outboxOf = ({ OUTBOX }: Bindings) => OUTBOX.getByName('general');

const app = new Hono<{ Bindings: Bindings }>();

// Without the token or the webhook every request is refused.
app.use(async (c, next) => {
  const missing = (['SYNOCHAT_WEBHOOK', 'CALLER_TOKEN'] as const).filter((name) => !isSet(c.env[name]));
  if (missing.length === 0) return next();
  console.error(`Not set: ${missing.join(', ')}`);
  return c.text('internal error', 500);
});
app.get('/health', (c) => c.text('ok'));
app.use(bearerAuth({ verifyToken: (token, c) => verifyToken(token, (c.env as Bindings).CALLER_TOKEN) }));

app.post('/', async (c) => {
  await outboxOf(c.env).enqueue(await readMessage(c.req.raw));
  return c.text('stored', 202);
});
app.post('/queue', async (c) => {
  await c.env.QUEUE.send([await readMessage(c.req.raw)]);
  return c.text('stored', 202);
});
app.get('/', async (c) => c.json(await outboxOf(c.env).status()));
app.post('/dead/:id{[0-9]+}', async (c) => {
  await outboxOf(c.env).again(Number(c.req.param('id')));
  return c.body(null, 204);
});
app.delete('/dead/:id{[0-9]+}', async (c) => {
  await outboxOf(c.env).forget(Number(c.req.param('id')));
  return c.body(null, 204);
});

function isSet(token: string | undefined): boolean {
  return token !== undefined && token.trim() !== '';
}

/** Reads a text, or a message as JSON. */
async function readMessage(req: Request): Promise<Message> {
  const body = await req.text();
  // Cloudflare limits a message in a Queue to 128 KB.
  if (body.length > 32_768) throw new HTTPException(413, { message: 'More than 32768 characters' });
  try {
    const isJson = req.headers.get('content-type')?.startsWith('application/json');
    const message = isJson ? (JSON.parse(body) as Message) : { text: body };
    await assertPostable(message);
    return message;
  } catch (error) {
    throw new HTTPException(400, { message: (error as Error).message });
  }
}

export default { fetch: app.fetch, queue: (batch: Batch, env: Bindings) => consume(batch, env) };
