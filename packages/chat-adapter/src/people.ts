import type { Author, UserInfo } from 'chat';
import { type CallOptions, type ChatUser, listUsers, plain, type Received, type Webhook } from 'synochat';
import { invalid, withSdkErrors } from './errors.ts';
import { named } from './messages.ts';
import { isBotUser } from './thread-id.ts';
import { within } from './within.ts';

/** The users as the bot sees them. */
export interface People {
  /** Returns the user with this id for the bot. Undefined for an unknown user, and without a bot. */
  find(userId: string): Promise<UserInfo | undefined>;
  /** Rejects with a `ValidationError` unless the bot can write to this id. */
  assertReachable(userId: string): Promise<void>;
  /** Returns the author of a webhook's event: by the id for the bot if the bot's list confirms it, else as `webhook:4`. */
  authorOf(user: Received['user']): Promise<Author>;
  /** Returns the text with `@name` in place of each mention `<@4>` of the SDK. */
  nameMentions(text: string): Promise<string>;
}

const cacheTime = 300_000;
/** Milliseconds that an event of a webhook waits for the list of users. */
const patience = 2000;

/**
 * Returns the users that the bot sees. The list is fetched when it is needed, and stored for five minutes.
 *
 * Bots and webhooks may number users differently (one report: 1 and 4 for the same user). The id of a webhook's user
 * counts as an id of the bot if the bot's user with this id has the name that the webhook sent. Otherwise the author's
 * id is `webhook:4`, which no method of the adapter takes.
 */
export function createPeople(bot: Webhook | undefined, options: CallOptions): People {
  let list: Promise<readonly ChatUser[]> | undefined;
  let fetchedAt = 0;

  async function users(): Promise<readonly ChatUser[]> {
    if (bot === undefined) return [];
    const now = performance.now();
    if (list === undefined || now - fetchedAt > cacheTime) {
      fetchedAt = now;
      list = listUsers(bot, options);
      // A failure is not stored.
      list.catch(() => {
        list = undefined;
      });
    }
    return list;
  }

  async function isSame({ id, name }: Received['user']): Promise<boolean> {
    if (bot === undefined) return false;
    const everybody = await within(patience, users(), []);
    const match = everybody.find((user) => user.id === id);
    return match !== undefined && [match.name, match.nickname].includes(name);
  }

  return {
    async find(userId) {
      const user = (await withSdkErrors(users)).find(({ id }) => String(id) === userId);
      if (!user) return undefined;
      const { name, nickname, email, type } = user;
      const names = { userName: name, fullName: nickname || name, ...(email !== '' && { email }) };
      return { ...names, userId, isBot: type !== 'human' };
    },
    async assertReachable(userId) {
      await Promise.resolve();
      if (bot === undefined) throw invalid('A direct message needs `bot`, the URL of a bot');
      if (!isBotUser(userId)) throw invalid(`The bot knows no user ${userId}: webhooks may number users differently`);
    },
    async authorOf(user) {
      return named((await isSame(user)) ? String(user.id) : `webhook:${user.id}`, user.name);
    },
    async nameMentions(text) {
      if (!/<@\d+>/.test(text)) return text;
      const everybody = await within(patience, users(), []);
      return text.replace(/<@(\d+)>/g, (_, id: string) => {
        const user = everybody.find((each) => String(each.id) === id);
        return `@${plain(user ? user.nickname || user.name : id)}`;
      });
    },
  };
}
