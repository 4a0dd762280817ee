import { listUsers } from 'synochat';
import { findAddress } from './address.ts';
import { columns } from './columns.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { readNetwork } from './network.ts';

/** Lists the users who can see the bot. */
export async function users({ flags, settings, output, signal }: Context): Promise<ExitCode> {
  const bot = findAddress('bot', settings, output);
  const network = await readNetwork(flags, settings, signal);
  output.progress('Asking for the users, which can take half a minute');
  const found = await listUsers(bot.url, network);
  output.data(found);
  if (found.length === 0) output.note('Nobody: while a bot is hidden from the bot list, nobody sees it.');
  const rows = found.map(({ id, name, nickname, email, deleted, disabled }) => {
    const state = deleted ? 'deleted' : disabled ? 'disabled' : '';
    return [String(id), name, nickname, email, state];
  });
  for (const line of columns([['ID', 'NAME', 'NICKNAME', 'EMAIL', ''], ...rows])) output.line(line);
  return exitCodes.done;
}
