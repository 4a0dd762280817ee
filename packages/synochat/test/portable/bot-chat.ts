import { type Fetch, SendError } from '../../src/index.ts';
import { createChat } from './chat.ts';

/** The users whom the bot sees, by name. */
export const ids = { mikael: 2, ada: 3, gone: 4, off: 5 };

/** A chat with a bot, users of every kind, and what the bot wrote to each. */
export function createBotChat(options: Parameters<typeof createChat>[0] = {}) {
  const chat = createChat({
    users: [
      { name: 'mikael', nickname: 'Micke' },
      'ada',
      { name: 'gone', deleted: true },
      { name: 'off', disabled: true },
    ],
    ...options,
  });
  const { url: bot, token: botToken } = chat.nas.addBot({ name: 'robin', url: 'http://app.example/' });
  const written = () => chat.nas.posts('@robin').map(({ text }) => text);
  return { ...chat, bot, botToken, written };
}

/** A server that always answers so, and a bot's address there. */
export const answering =
  (body: unknown, init: ResponseInit = {}): Fetch =>
  () =>
    Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init));
export const bot = 'http://nas.example/webapi/entry.cgi?token=%22BoAa0Bb1Cc2Dd3%22';

export async function failed(work: Promise<unknown>): Promise<SendError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}
