import { Hono } from 'hono';
import { acknowledge, dedupe, type LateWork, lateWork, parseBot, respond } from 'synochat';
import { answerTo, type ConversationOptions } from './conversation.ts';
import { createHistory, type HistoryOptions } from './history.ts';
import type { Settings } from './settings.ts';
import { createTurns } from './turns.ts';

export interface AppOptions extends ConversationOptions, HistoryOptions {
  /** Receives one line for each failure, without the key and tokens. Default: `console.error`. */
  readonly log?: ((line: string) => void) | undefined;
}

/** Messages of one user that wait or run. */
const maxWaiting = 5;

/** Returns the bot's server, which answers at every path, and the running answers. */
export function createApp(settings: Settings, options: AppOptions = {}): { app: Hono; late: LateWork } {
  const log = options.log ?? console.error;
  const late = lateWork({
    onError: (error) => {
      log(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');
    },
  });
  const history = createHistory(options);
  const takeTurn = createTurns(maxWaiting);
  const isDuplicate = dedupe();

  const app = new Hono();
  app.get('/health', (c) => c.text('ok'));
  // All methods: Chat may probe an address with HEAD. Hono answers a `RequestError` by itself.
  app.all('*', async (c) => {
    const event = await parseBot(c.req.raw, { token: settings.bot.token });
    if (event.kind === 'press' || isDuplicate(event) || event.text.trim() === '') return acknowledge();
    const { id } = event.user;
    if (settings.allowedUsers?.includes(id) === false)
      return respond(`You may not use this bot. Ask its owner to add your user id, ${id}, to ALLOWED_USERS.`);
    const answer = takeTurn(id, () => answerTo(event, { settings, history, log }, options));
    if (!answer) return respond('One thing at a time, please: I am still answering.');
    late.run(answer);
    return acknowledge();
  });
  return { app, late };
}
