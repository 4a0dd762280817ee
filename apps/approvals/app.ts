import { type Context, Hono } from 'hono';
import { acknowledge, type ButtonPress, lateWork, respond, sendIncoming } from 'synochat';
import { type BucketNamespace, durableLimiter } from 'synochat/cloudflare';
import { bot, late, slash } from 'synochat/hono';
import * as v from 'valibot';
import { answerCommand } from './asking.ts';
import { type Command, DeployCommand, isTarget, readCommand } from './command.ts';
import type { Deploy } from './deploy.ts';
import type { DeskNamespace } from './desk.ts';
import { carryOut } from './job.ts';
import type { Outcome, Person } from './requests.ts';
import { readSettings, type Settings, SettingsError } from './settings.ts';
import { verdictFor } from './words.ts';

const verdictSchema = v.picklist(['approve', 'reject']);

interface AppEnv {
  Bindings: { readonly DESKS: DeskNamespace; readonly BUCKETS: BucketNamespace };
  Variables: { settings: Settings; late: (work: Promise<unknown>) => void };
}

/** Returns the Worker: `/deploy` answers the slash command, `/bot` answers messages and button presses of the bot. */
export function createApp({ deploy }: { readonly deploy: Deploy }): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const keeper = lateWork({
    onError: (error) => {
      console.error(String(error));
    },
  });

  // Without all variables every request is refused. The names are no secret: the answer names the missing variables.
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
  app.get('/health', (c) => c.text('ok'));

  // All methods: Chat may probe an address with HEAD. Hono answers a `RequestError` by itself.
  app.all(
    '/deploy',
    slash(DeployCommand, (c: Context<AppEnv>) => ({ token: c.var.settings.slashToken })),
    (c) => answer(c, c.var.slash.args, { user: c.var.slash.user, event: 'slash' }),
  );

  app.all(
    '/bot',
    bot((c: Context<AppEnv>) => ({ token: c.var.settings.bot.token })),
    async (c) => {
      const event = c.var.bot;
      if (event.kind === 'bot') {
        const command = readCommand(event.text);
        if (command) return answer(c, command, { user: event.user, event: 'bot' });
        return respond('I ask for approvals: type /deploy in a channel, or write it to me');
      }
      const deciding = decide(c, event);
      c.var.late(deciding);
      const outcome = await deciding;
      return outcome ? respond(verdictFor(event.user, outcome)) : acknowledge();
    },
  );

  async function answer(
    c: Pick<Context<AppEnv>, 'env' | 'var'>,
    command: Command,
    by: { user: Person; event: 'slash' | 'bot' },
  ): Promise<Response> {
    const answering = answerCommand(command, by, { env: c.env, settings: c.var.settings });
    // The work continues if Chat does not wait for the answer.
    c.var.late(answering);
    return respond(await answering);
  }

  /** Resolves with undefined for a button of another app. */
  async function decide(c: Pick<Context<AppEnv>, 'env' | 'var'>, press: ButtonPress): Promise<Outcome | undefined> {
    const [target = '', requestId = ''] = press.callbackId.split(':');
    if (!isTarget(target) || !v.is(verdictSchema, press.value)) return undefined;
    const { settings } = c.var;
    const desk = c.env.DESKS.getByName(target);
    const outcome = await desk.decide({ requestId, verdict: press.value, by: press.user }, settings.approvers);
    const post = (text: string) => sendIncoming(settings.webhook, text, { limiter: durableLimiter(c.env.BUCKETS) });
    const start = (name: string) => deploy(name, settings);
    if (outcome.kind === 'decided' && outcome.isNew) c.var.late(carryOut(outcome.request, { deploy: start, post }));
    return outcome;
  }

  return app;
}
