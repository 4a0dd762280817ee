import { type Context, Hono } from 'hono';
import { acknowledge, type ButtonPress, lateWork, respond, sendBot, sendIncoming } from 'synochat';
import { type BucketNamespace, durableLimiter } from 'synochat/cloudflare';
import { bot, late, slash } from 'synochat/hono';
import * as v from 'valibot';
import type { DeskNamespace } from './desk.ts';
import { carryOut, type Deploy } from './job.ts';
import { isSame, type Outcome } from './requests.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';
import { openAlready, question, receipt, verdictFor } from './words.ts';

/** `/deploy <target>` */
export const DeployCommand = v.object({ target: v.picklist(['staging', 'production']) });

const Verdict = v.picklist(['approve', 'reject']);

interface AppEnv {
  Bindings: { readonly DESKS: DeskNamespace; readonly BUCKETS: BucketNamespace };
  Variables: { settings: Settings; late: (work: Promise<unknown>) => void };
}

/** The Worker: `/deploy` is for the slash command, `/bot` for the bot, whose buttons are pressed. */
export function createApp({ deploy }: { readonly deploy: Deploy }): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const keeper = lateWork({
    onError: (error) => {
      console.error(String(error));
    },
  });

  // Nobody gets past it without all variables. Their names are no secret, and a browser shows what is missing.
  app.use(async (c, next) => {
    try {
      c.set('settings', readSettings(c.env as unknown as Record<string, unknown>));
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      console.error(error.message);
      return c.text(error.message, 500);
    }
    return next();
  });
  app.use(late(keeper));
  app.get('/', (c) => c.text('Ready'));

  // All methods: Chat may probe an address with HEAD. Hono answers refusals, which know their response.
  app.all(
    '/deploy',
    slash(DeployCommand, (c: Context<AppEnv>) => ({ token: c.var.settings.slashToken })),
    async (c) => {
      const { user, args } = c.var.slash;
      const { settings } = c.var;
      const wish = { id: crypto.randomUUID(), target: args.target, asker: user };
      const request = await c.env.DESKS.getByName(args.target).ask(wish);
      if (!isSame(request.asker, user)) return respond(openAlready(request));
      // Again for a command that comes again: whoever was not reached is asked now, and the first press still counts.
      const options = { limiter: durableLimiter(c.env.BUCKETS), timeout: 5000 };
      const asking = sendBot(settings.bot.url, settings.approvers, question(request), options);
      // Goes on when Chat does not wait for the answer.
      c.var.late(asking);
      const asked = await asking;
      for (const { userId, error } of asked.failed) console.error(`To user ${userId}: ${String(error)}`);
      return respond(receipt(args.target, asked));
    },
  );

  app.all(
    '/bot',
    bot((c: Context<AppEnv>) => ({ token: c.var.settings.bot.token })),
    async (c) => {
      const event = c.var.bot;
      if (event.kind === 'bot') return respond('I ask for approvals: type /deploy in a channel');
      const deciding = decide(c, event);
      c.var.late(deciding);
      const outcome = await deciding;
      return outcome ? respond(verdictFor(event.user, outcome)) : acknowledge();
    },
  );

  /** Undefined for a button that is none of this app. */
  async function decide(c: Pick<Context<AppEnv>, 'env' | 'var'>, press: ButtonPress): Promise<Outcome | undefined> {
    const [target = '', requestId = ''] = press.callbackId.split(':');
    if (!v.is(DeployCommand, { target }) || !v.is(Verdict, press.value)) return undefined;
    const { approvers, webhook } = c.var.settings;
    const desk = c.env.DESKS.getByName(target);
    const outcome = await desk.decide({ requestId, verdict: press.value, by: press.user }, approvers);
    const post = (text: string) => sendIncoming(webhook, text, { limiter: durableLimiter(c.env.BUCKETS) });
    if (outcome.kind === 'decided' && outcome.isNew) c.var.late(carryOut(outcome.request, { deploy, post }));
    return outcome;
  }

  return app;
}
