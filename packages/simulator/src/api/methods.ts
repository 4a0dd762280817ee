import type { Server } from '../server.ts';
import { createChatbot } from './chatbot.ts';
import type { Method } from './entry.ts';
import { createIncoming } from './incoming.ts';
import { createIntake } from './intake.ts';
import { createChannelList, createUserList } from './lists.ts';
import { createPostFileGet, createPostList } from './posts.ts';

/** Returns the six methods of `SYNO.Chat.External`. Two independent lists name the same six. */
export function createMethods(server: Server): ReadonlyMap<string, Method> {
  const intake = createIntake(server);
  return new Map([
    ['incoming', createIncoming(server, intake)],
    ['chatbot', createChatbot(server, intake)],
    ['user_list', createUserList(server)],
    ['channel_list', createChannelList(server)],
    ['post_list', createPostList(server)],
    ['post_file_get', createPostFileGet(server)],
  ]);
}
