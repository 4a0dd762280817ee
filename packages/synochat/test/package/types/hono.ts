// synochat/hono, as an app writes it. Only compiled.
import { type Context, Hono } from 'hono';
import {
  type BotMessage,
  type ButtonPress,
  lateWork,
  type OutgoingMessage,
  respond,
  type SlashCommand,
} from 'synochat';
import {
  type BotVariables,
  bot,
  type LateVariables,
  late,
  type OutgoingVariables,
  outgoing,
  type SlashVariables,
  slash,
} from 'synochat/hono';
import * as v from 'valibot';
import { look, same } from './same.ts';

interface Env {
  Bindings: { SLASH_TOKEN: string; UNSET?: string };
}

const token = 'synthetic';
const Ping = v.object({ ip: v.string(), count: v.optional(v.number(), 4) });

export const app = new Hono<Env>()
  .use(late(lateWork()))
  .all('/slash', slash(Ping, { token }), (c) => {
    same<SlashCommand<{ ip: string; count: number }>>()(c.var.slash);
    same<(work: Promise<unknown>) => void>()(c.var.late);
    same<string>()(c.env.SLASH_TOKEN);
    return respond(c.var.slash.args.ip);
  })
  .all('/outgoing', outgoing({ token: [token] }), (c) => {
    same<OutgoingMessage>()(c.var.outgoing);
    // @ts-expect-error that is in another route
    look(c.var.slash);
    return respond(c.var.outgoing.rest);
  })
  .all(
    '/bot',
    bot((c: Context<Env>) => ({ token: c.env.SLASH_TOKEN })),
    (c) => {
      same<BotMessage | ButtonPress>()(c.var.bot);
      return c.text(c.var.bot.kind);
    },
  );

type PingVariables = SlashVariables<v.InferOutput<typeof Ping>>;

/** A handler in a file of its own. */
export const elsewhere = (c: Context<{ Variables: PingVariables }>) => respond(c.var.slash.args.ip);

/** Middleware by `use`, and handlers that know of it by the app's type. */
export const used = new Hono<{ Variables: PingVariables & OutgoingVariables & BotVariables & LateVariables }>();
used.use('/ping', slash(Ping, { token }));
used.use('/deploy', outgoing({ token }));
used.use('/bot', bot({ token }));
used.use(late(lateWork()));
used.all('/ping', (c) => {
  same<SlashCommand<{ ip: string; count: number }>>()(c.var.slash);
  c.var.late(Promise.resolve());
  return respond(c.var.slash.args.ip);
});
used.all('/deploy', (c) => respond(c.var.outgoing.rest));
used.all('/bot', (c) => c.text(c.var.bot.kind));
new Hono().all('/ping', slash(Ping, { token }), elsewhere);

export const mistakes = [
  // @ts-expect-error nobody is let in without a token
  () => slash(Ping, {}),
  // @ts-expect-error nor by none at all
  () => slash(Ping),
  // @ts-expect-error nor by one that may be missing
  () => outgoing({ token: undefined }),
  // @ts-expect-error nor by one that a function may leave out
  () => outgoing((c: Context<Env>) => ({ token: c.env.UNSET })),
  // @ts-expect-error there is no such binding
  () => outgoing((c: Context<Env>) => ({ token: String(c.env.SLASH_TOKN) })),
  // @ts-expect-error there is no such option
  () => bot({ token, maxByte: 9 }),
  // @ts-expect-error no word is a date
  () => slash(v.object({ at: v.date() }), { token }),
];
