import { columns } from '@synochat/command-line';
import { listUsers } from 'synochat';
import { findAddress } from './address.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { readNetwork } from './network.ts';

/** Lists the users who can see the bot. */
export async function users({ flags, settings, output, signal }: Context): Promise<ExitCode> {
  const bot = findAddress('bot', settings, output);
  const network = await readNetwork(flags, settings, signal);
  output.progress('Loading the users, up to half a minute');
  const list = await listUsers(bot.url, network);
  output.data(list);
  if (list.length === 0) output.note('The bot is hidden from every user: turn off "Hide from bot list" in Chat.');
  const rows = list.map(({ id, name, nickname, email, deleted, disabled }) => {
    const state = deleted ? 'deleted' : disabled ? 'disabled' : '';
    return [String(id), name, nickname, email, state];
  });
  for (const line of columns([['ID', 'NAME', 'NICKNAME', 'EMAIL', ''], ...rows])) output.line(line);
  return exitCodes.done;
}
