import { columns } from '@synochat/command-line';
import { type ChatChannel, listChannels } from 'synochat';
import { findAddress } from './address.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { readNetwork } from './network.ts';

/** Lists the channels and conversations of the bot. */
export async function channels({ flags, settings, output, signal }: Context): Promise<ExitCode> {
  const bot = findAddress('bot', settings, output);
  const list = await listChannels(bot.url, await readNetwork(flags, settings, signal));
  output.data(list);
  if (list.length === 0)
    output.note('The bot is in no channel, and nobody has written to it: invite it to a channel in Chat.');
  const rows = list.map(({ id, name, type, members }) => [String(id), name, type, membersOf(members)]);
  for (const line of columns([['ID', 'NAME', 'TYPE', 'MEMBERS'], ...rows])) output.line(line);
  return exitCodes.done;
}

function membersOf(members: ChatChannel['members']): string {
  const first = members.slice(0, 8).join(' ');
  return members.length > 8 ? `${first} and ${members.length - 8} more` : first;
}
