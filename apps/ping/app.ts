import { Hono } from 'hono';
import { env } from 'hono/adapter';
import { plain, respond, truncate } from 'synochat';
import { outgoing, slash } from 'synochat/hono';
import * as v from 'valibot';
import { missingTokens, type Tokens } from './tokens.ts';

/** `/ping <ip> [count=…] [time]` */
export const Ping = v.object({
  ip: v.string(),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  time: v.boolean(),
});

const app = new Hono();

app.get('/', (c) => c.text('Ready'));

// On Node, Bun and Deno the tokens are variables of the process, on Workers bindings. Without both tokens every request
// is refused.
app.use(async (c, next) => {
  const missing = missingTokens(env<Tokens>(c));
  if (missing === undefined) return next();
  console.error(missing);
  return c.text('internal error', 500);
});

app.get('/health', (c) => c.text('ok'));

// All methods: Chat may probe an address with HEAD. Refusals need no code: Hono answers a `RequestError` by itself.
app.all(
  '/ping',
  slash(Ping, (c) => ({ token: env<Tokens>(c).SYNOCHAT_SLASH_TOKEN_PING })),
  (c) => {
    const { args, user } = c.var.slash;
    const times = args.count === undefined ? 'once' : `${args.count} times`;
    return reply(`${user.name} pings ${args.ip} ${times}${args.time ? ', with timestamps' : ''}`);
  },
);

app.all(
  '/outgoing',
  outgoing((c) => ({ token: env<Tokens>(c).SYNOCHAT_OUTGOING_TOKEN_PING, triggerWords: 'Ping' })),
  (c) => {
    const { user, rest } = c.var.outgoing;
    return reply(`Pong, ${user.name}${rest === '' ? '' : `: ${rest}`}`);
  },
);

/** Returns the text without links, cut to the length of a post: Chat would drop a longer one. */
function reply(text: string): Response {
  return respond(truncate(plain(text)));
}

export default app;
