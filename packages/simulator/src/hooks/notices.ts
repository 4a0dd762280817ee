import { systemId } from '../room/directory.ts';
import type { Draft } from '../room/timeline.ts';
import type { User } from '../room/user.ts';

/**
 * Returns Chat's notice to the author if an app is unreachable or answers with any status but 200. `answers` is the text
 * of a slash command.
 */
export function failureNotice(user: User, answers: string | undefined): Draft {
  return notice(user, 'Failed to send a request to the bot server. Please contact the bot owner.', answers);
}

/** Returns a notice in the simulator's words: Chat's answer to an unregistered command is unknown. */
export function unknownCommand(user: User, command: string, text: string): Draft {
  return notice(user, `There is no command /${command}.`, text);
}

/** Returns a notice in the simulator's words: Chat's behaviour for a button without an app is unknown. */
export function noPressTarget(user: User, why: string): Draft {
  return notice(user, `The button press was not sent: ${why}.`);
}

function notice(user: User, text: string, answers?: string): Draft {
  return {
    author: 'Synology Chat',
    authorId: systemId,
    from: 'server',
    text: `(Only visible to you) ${text}`,
    onlyTo: user.name,
    answers,
  };
}
