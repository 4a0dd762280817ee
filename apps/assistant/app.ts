import { Hono } from 'hono';
import { acknowledge, dedupe, type LateWork, lateWork, parseBot, respond } from 'synochat';
import { answerTo, type ConversationOptions } from './conversation.ts';
import { createHistory, type HistoryOptions } from './history.ts';
import type { Settings } from './settings.ts';
import { createTurns } from './turns.ts';

export interface AppOptions extends ConversationOptions, HistoryOptions {
  /** Hears of every failure, in a line without key and tokens. Default: `console.error`. */
  readonly log?: ((line: string) => void) | undefined;
}

/** Messages of one user that wait or are being answered. */
const maxWaiting = 5;

/** The bot's server, at every path, and the answers that are still being written. */
export function createApp(settings: Settings, options: AppOptions = {}): { app: Hono; late: LateWork } {
  const log = options.log ?? console.error;
  const late = lateWork({
    onError: (error) => {
      log(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown');
    },
  });
  const history = createHistory(options);
  const takeTurn = createTurns(maxWaiting);
  const seen = dedupe();

  const app = new Hono();
  // All methods: Chat may probe an address with HEAD. Hono answers refusals, which know their response.
  app.all('*', async (c) => {
    const event = await parseBot(c.req.raw, { token: settings.bot.token });
    if (event.kind === 'press' || seen(event) || event.text.trim() === '') return acknowledge();
    const { id } = event.user;
    const answer = takeTurn(id, () => answerTo(event, { settings, history, log }, options));
    if (!answer) return respond('One thing at a time, please: I am still answering.');
    late.run(answer);
    return acknowledge();
  });
  return { app, late };
}
