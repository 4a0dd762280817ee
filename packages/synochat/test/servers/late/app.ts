// Counts sheep after the answer and posts how it went, through a plain handler and through a Hono route.
import { type Context, type ExecutionContext, Hono } from 'hono';
import { acknowledge, chatHandler, type LateWork, lateWork, parseOutgoing, sendIncoming } from 'synochat';

export interface Env {
  /** Separated by commas. */
  readonly TOKENS: string;
  readonly WEBHOOK: string;
}

export const late = lateWork({
  onError: (error) => {
    console.log(`late: ${String(error)}`);
  },
});
const careless = lateWork();

const plain = chatHandler((req, env: Env, ctx?: ExecutionContext) => answer(req, env, late, ctx));

const app = new Hono<{ Bindings: Env }>();
app.all('/hono', (c) => answer(c.req.raw, c.env, late, executionCtx(c)));
app.all('/careless', (c) => answer(c.req.raw, c.env, careless, executionCtx(c)));

export function handle(req: Request, env: Env, ctx?: ExecutionContext): Response | Promise<Response> {
  return new URL(req.url).pathname === '/plain' ? plain(req, env, ctx) : app.fetch(req, env, ctx);
}

/** Undefined where there is none: on Node, Bun and Deno. Hono throws there. */
function executionCtx(c: Context): ExecutionContext | undefined {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}

async function answer(req: Request, env: Env, keeper: LateWork, ctx: ExecutionContext | undefined): Promise<Response> {
  const { rest } = await parseOutgoing(req, { token: env.TOKENS.split(',') });
  keeper.run(count(rest, env.WEBHOOK), ctx);
  return acknowledge();
}

/** `500` takes that many milliseconds, and `500 wolves` fails after them. */
async function count(rest: string, webhook: string): Promise<void> {
  const [ms, what] = rest.split(' ');
  await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  if (what !== undefined) throw new Error(`there are ${what} among the sheep`);
  await sendIncoming(webhook, `Counted for ${ms} ms`);
}
