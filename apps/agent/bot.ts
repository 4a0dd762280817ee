import { Actions, Button, Card, CardText, Chat, type StateAdapter, type Thread } from 'chat';
import type { SynologyAdapter } from 'chat-adapter-synology';
import { refusalFor } from './access.ts';
import { askModel, type ModelSettings } from './model.ts';
import { addTurns, type Turn } from './turns.ts';

interface Memory {
  turns: readonly Turn[];
}

export interface BotSettings extends ModelSettings {
  readonly adapter: SynologyAdapter;
  readonly state: StateAdapter;
  /** Ids of the users who get answers. Default: everybody. */
  readonly allowedUsers?: readonly string[] | undefined;
}

/** Returns the bot: it answers direct messages and `/ask`, and its button makes it forget the conversation. */
export function createBot({ adapter, state, allowedUsers, ...settings }: BotSettings) {
  // Questions that come while an answer is written wait, and are answered in order.
  const concurrency = { strategy: 'queue', maxQueueSize: 5, queueEntryTtlMs: 600_000 } as const;
  const adapters = { synology: adapter };
  const bot = new Chat<typeof adapters, Memory>({ userName: 'agent', adapters, state, concurrency, logger: 'warn' });

  bot.onDirectMessage(async (thread, message, _channel, context) => {
    for (const { author, text } of [...(context?.skipped ?? []), message]) {
      const refusal = refusalFor(author, allowedUsers);
      if (refusal) await thread.post(refusal);
      else if (/^\/?new$/i.test(text.trim())) await forget(thread);
      else if (/^\/?help$/i.test(text.trim())) await thread.post(help);
      else if (text.trim() !== '') await answer(thread, text.trim());
    }
  });
  bot.onSlashCommand('/ask', async ({ channel, user, text }) => {
    await channel.post(refusalFor(user, allowedUsers) ?? askModel(settings, [{ role: 'user', content: text }]));
  });
  bot.onAction('forget', async ({ thread, user }) => {
    if (thread && !refusalFor(user, allowedUsers)) await forget(thread as Thread as Thread<Memory>);
  });
  return bot;

  async function answer(thread: Thread<Memory>, text: string): Promise<void> {
    const turns = (await thread.state)?.turns ?? [];
    const words = askModel(settings, [...turns, { role: 'user', content: text }]);
    await thread.post(words);
    await thread.setState({ turns: addTurns(turns, text, words.written) });
  }
}

async function forget(thread: Thread<Memory>): Promise<void> {
  await thread.setState({ turns: [] });
  await thread.post('Forgotten. What shall we talk about?');
}

const usage =
  'Write to me, or type **/ask** in a channel: only you see the answer. `new` makes me forget our conversation.';
const button = Button({ id: 'forget', label: 'Forget', style: 'danger' });
const help = Card({ children: [CardText(usage), Actions([button])] });
