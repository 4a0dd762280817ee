// Counts sheep after the answer and posts how it went, through a plain handler and through a Hono route.
import { type Context, type ExecutionContext, Hono } from 'hono';
import { acknowledge, chatHandler, lateWork, parseOutgoing, sendIncoming } from 'synochat';
import { late, outgoing } from 'synochat/hono';

export interface Env {
  /** Separated by commas. */
  readonly TOKENS: string;
  readonly WEBHOOK: string;
}

export const keeper = lateWork({
  onError: (error) => {
    console.log(`late: ${String(error)}`);
  },
});
const careless = lateWork();

const plain = chatHandler(async (req, env: Env, ctx?: ExecutionContext) => {
  const { rest } = await parseOutgoing(req, { token: env.TOKENS.split(','), triggerWords: 'plain' });
  keeper.run(count(rest, env.WEBHOOK), ctx);
  return acknowledge();
});

type AppEnv = { Bindings: Env };
const heard = outgoing((c: Context<AppEnv>) => ({
  token: c.env.TOKENS.split(','),
  triggerWords: ['hono', 'careless'],
}));
const hono = (by: typeof keeper) =>
  new Hono<AppEnv>().all('/', late(by), heard, (c) => {
    c.var.late(count(c.var.outgoing.rest, c.env.WEBHOOK));
    return acknowledge();
  });
const app = new Hono().route('/hono', hono(keeper)).route('/careless', hono(careless));

export function handle(req: Request, env: Env, ctx?: ExecutionContext): Response | Promise<Response> {
  return new URL(req.url).pathname === '/plain' ? plain(req, env, ctx) : app.fetch(req, env, ctx);
}

/** `500` takes that many milliseconds, and `500 wolves` fails after them. */
async function count(rest: string, webhook: string): Promise<void> {
  const [ms, what] = rest.split(' ');
  await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  if (what !== undefined) throw new Error(`there are ${what} among the sheep`);
  await sendIncoming(webhook, `Counted for ${ms} ms`);
}
