import { Hono } from 'hono';
import { env } from 'hono/adapter';
import { respond } from 'synochat';
import { outgoing, slash } from 'synochat/hono';
import * as v from 'valibot';

/** `/ping <ip> [count=…] [time]` */
export const Ping = v.object({
  ip: v.string(),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100))),
  time: v.boolean(),
});

// The variables of the process on Node, Bun and Deno, the bindings on Workers. One that is not set lets nobody in.
interface Tokens extends Record<string, unknown> {
  PING_SLASH_TOKEN: string;
  PING_OUTGOING_TOKEN: string;
}

const app = new Hono();

// All methods: Chat may probe an address with HEAD. Refusals need no code: Hono answers errors that know their response.
app.all(
  '/ping',
  slash(Ping, (c) => ({ token: env<Tokens>(c).PING_SLASH_TOKEN })),
  (c) => {
    const { args, user } = c.var.slash;
    const times = args.count === undefined ? 'once' : `${args.count} times`;
    return respond(`${user.name} pings ${args.ip} ${times}${args.time ? ', with timestamps' : ''}`);
  },
);

app.all(
  '/outgoing',
  outgoing((c) => ({ token: env<Tokens>(c).PING_OUTGOING_TOKEN })),
  (c) => {
    const { user, rest } = c.var.outgoing;
    return respond(`Pong, ${user.name}${rest === '' ? '' : `: ${rest}`}`);
  },
);

export default app;
