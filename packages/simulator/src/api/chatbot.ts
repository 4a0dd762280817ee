import { audience } from '../room/audience.ts';
import type { IntegrationOf } from '../room/integration.ts';
import { isActive, type User } from '../room/user.ts';
import type { Server } from '../server.ts';
import { authorize } from './authorize.ts';
import type { Method } from './entry.ts';
import type { Intake } from './intake.ts';
import { accept, type Outcome, refuse, wrongParameter } from './outcome.ts';
import { readIds } from './targets.ts';

/**
 * The method `chatbot`: posts into the bot's conversation with each user, or with none. If one user is unknown, deleted
 * or disabled, the answer is 407, as reported. Without an id it is 800, "no target".
 */
export function createChatbot(server: Server, intake: Intake): Method {
  const { directory, integrations, switches, timeline } = server;

  function recipients(bot: IntegrationOf<'bot'>, payload: object): readonly User[] | Outcome {
    const ids = readIds(payload, ['user_ids'], switches);
    if (typeof ids === 'string') return wrongParameter(ids, 'type');
    if (ids.length === 0) return refuse('targetMissing', noTarget);
    if (ids.length > 1 && switches.multiUser === 'reject')
      return refuse('recordInvalid', 'more than one user id, see the switch "multiUser"');
    const audienceOfBot = audience(bot, directory);
    const users = ids.flatMap((id) => audienceOfBot.find((user) => user.id === id && isActive(user)) ?? []);
    if (users.length === ids.length) return users;
    return refuse('recordInvalid', 'a user id is unknown, deleted or disabled, or the bot is hidden from that user');
  }

  return async (fields, context) => {
    const { integration: bot, refusal } = authorize(integrations, 'bot', fields);
    if (refusal) return refusal;
    const submission = await intake(bot.token, fields, context);
    if (submission.refusal) return submission.refusal;
    const users = recipients(bot, submission.payload);
    if ('note' in users) return submission.withdraw(users);

    const { id: authorId, name: author } = bot;
    const postIds = users.map((user) => {
      const conversation = directory.conversation(user, bot, bot.id);
      const post = timeline.add(conversation, { author, authorId, from: 'integration', ...submission.contents });
      return [String(user.id), Number(post.id)] as const;
    });
    const note = `posted to ${users.map(({ name }) => name).join(', ')}`;
    return accept(note, { fail: null, succ: { user_id_post_map: Object.fromEntries(postIds) } });
  };
}

const noTarget = 'no user_ids: the URL of a bot needs them, the URL of an incoming webhook does not';
