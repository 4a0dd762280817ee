import { audience } from '../room/audience.ts';
import type { IntegrationOf } from '../room/integration.ts';
import { isActive, type User } from '../room/user.ts';
import type { Server } from '../server.ts';
import { authorize } from './authorize.ts';
import type { Method } from './entry.ts';
import type { Intake } from './intake.ts';
import { accepted, type Outcome, refused, wrongParameter } from './replies.ts';
import { readIds } from './targets.ts';

/**
 * The method `chatbot`: posts into the bot's conversation with each user. All or nobody: one id that is unknown,
 * deleted or disabled is 407, as reported; without any id it is 800, "no target".
 */
export function createChatbot(server: Server, intake: Intake): Method {
  const { directory, integrations, switches, timeline } = server;

  function recipients(bot: IntegrationOf<'bot'>, payload: object): readonly User[] | Outcome {
    const ids = readIds(payload, ['user_ids'], switches);
    if (typeof ids === 'string') return wrongParameter(ids, 'type');
    if (ids.length === 0) return refused('targetMissing', NO_TARGET);
    if (ids.length > 1 && switches.multiUser === 'reject')
      return refused('recordInvalid', 'more than one user id, see the switch "multiUser"');
    const visible = audience(bot, directory);
    const users = ids.flatMap((id) => visible.find((user) => user.id === id && isActive(user)) ?? []);
    if (users.length === ids.length) return users;
    return refused('recordInvalid', 'a user id is unknown, deleted or disabled, or the bot is hidden from that user');
  }

  return async (fields, asked) => {
    const { integration: bot, refusal } = authorize(integrations, 'bot', fields);
    if (refusal) return refusal;
    const taken = await intake(bot.token, fields, asked);
    if (taken.refusal) return taken.refusal;
    const users = recipients(bot, taken.payload);
    if ('note' in users) return taken.withdraw(users);

    const { id: authorId, name: author } = bot;
    const sent = users.map((user) => {
      const conversation = directory.conversation(user, bot, bot.id);
      const post = timeline.add(conversation, { author, authorId, from: 'integration', ...taken.contents });
      return [String(user.id), Number(post.id)] as const;
    });
    const note = `posted to ${users.map(({ name }) => name).join(', ')}`;
    return accepted(note, { fail: null, succ: { user_id_post_map: Object.fromEntries(sent) } });
  };
}

const NO_TARGET = 'no user_ids: the URL of a bot needs them, the URL of an incoming webhook does not';
