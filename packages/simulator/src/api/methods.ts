import type { Directory } from '../room/directory.ts';
import type { Integrations } from '../room/integrations.ts';
import type { Timeline } from '../room/timeline.ts';
import type { Switches } from '../switches/switches.ts';
import { createChatbot } from './chatbot.ts';
import type { Method } from './entry.ts';
import { createIncoming } from './incoming.ts';
import type { Intake } from './intake.ts';
import { createChannelList, createUserList } from './lists.ts';
import { createPostFileGet, createPostList } from './posts.ts';

interface Parts {
  readonly directory: Directory;
  readonly integrations: Integrations;
  readonly switches: Switches;
  readonly intake: Intake;
  readonly timeline: Timeline;
}

/** The six methods of `SYNO.Chat.External`; two lists of them, made independently, name the same six. */
export function createMethods(parts: Parts): ReadonlyMap<string, Method> {
  return new Map([
    ['incoming', createIncoming(parts)],
    ['chatbot', createChatbot(parts)],
    ['user_list', createUserList(parts)],
    ['channel_list', createChannelList(parts)],
    ['post_list', createPostList(parts)],
    ['post_file_get', createPostFileGet(parts)],
  ]);
}
