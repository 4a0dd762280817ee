import { type BotMessage, type SendOptions, sendBot } from 'synochat';
import { toChatMarkup } from 'synochat/relay';
import { ModelFailure } from './failure.ts';
import type { History } from './history.ts';
import { askModel, type ModelOptions } from './model.ts';
import { cutIntoPosts, type PostsOptions } from './posts.ts';
import type { Settings } from './settings.ts';

export interface ConversationOptions extends ModelOptions, PostsOptions, Pick<SendOptions, 'interval' | 'fetch'> {}

interface Context {
  readonly settings: Settings;
  readonly history: History;
  readonly log: (line: string) => void;
}

/**
 * Answers a message, in one or several posts. The message `new` clears the history. Rejects with a `SendError` if Chat
 * rejects a post.
 */
export async function answerTo(
  { user, text }: BotMessage,
  { settings, history, log }: Context,
  options: ConversationOptions,
): Promise<void> {
  const { interval, fetch } = options;
  const post = (words: string) => sendBot(settings.bot.url, user.id, words, { interval, fetch });
  if (/^\/?new$/i.test(text.trim())) {
    history.forget(user.id);
    await post('Forgotten. What shall we talk about?');
    return;
  }
  let answer = '';
  async function* overheard(pieces: AsyncIterable<string>) {
    for await (const piece of pieces) {
      answer += piece;
      yield piece;
    }
  }
  const system = { role: 'system', content: settings.systemPrompt } as const;
  const messages = [system, ...history.of(user.id), { role: 'user', content: text } as const];
  try {
    const pieces = overheard(askModel(settings.model, messages, options));
    for await (const words of cutIntoPosts(pieces, options)) await post(toChatMarkup(words, 'markdown'));
    if (answer.trim() === '') throw new ModelFailure('The answer is empty', '(The model had nothing to say.)');
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    log(`${error.name}: ${error.message}`);
    await post(error.words);
  } finally {
    // Questions without answers would confuse the model.
    if (answer.trim() !== '') history.add(user.id, text, answer);
  }
}
