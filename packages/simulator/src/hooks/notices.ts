import { systemId } from '../room/directory.ts';
import type { Draft } from '../room/timeline.ts';
import type { User } from '../room/user.ts';

/** What Chat shows to the author when an app cannot be reached or answers with anything but 200. */
export function failureNotice(user: User): Draft {
  return notice(user, 'Failed to send a request to the bot server. Please contact the bot owner.');
}

/** This server's own words: what Chat says to a command that nobody registered is not known. */
export function unknownCommand(user: User, command: string): Draft {
  return notice(user, `There is no command /${command}.`);
}

/** This server's own words: what becomes of a button whose post nobody answers for is not known. */
export function noPressTarget(user: User, why: string): Draft {
  return notice(user, `Nobody was told of the button: ${why}.`);
}

function notice(user: User, text: string): Draft {
  return {
    author: 'Synology Chat',
    authorId: systemId,
    from: 'server',
    text: `(Only visible to you) ${text}`,
    onlyTo: user.name,
  };
}
