import { harmless, UsageError } from '@synochat/command-line';
import { type CallOptions, type ChatPost, type ChatUser, eachPost, listChannels, listUsers } from 'synochat';
import { type CheckedAddress, findAddress } from './address.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { readNetwork } from './network.ts';

/** Posts of a call. */
const pageSize = 100;

/** Lists the newest posts of a channel, each call as soon as Chat answers. */
export async function posts({ words: [channel = ''], flags, settings, output, signal }: Context): Promise<ExitCode> {
  const limit = readLimit(flags.limit);
  const bot = findAddress('bot', settings, output);
  const network = await readNetwork(flags, settings, signal);
  const id = await readChannel(channel, bot, network);
  const authors = output.json ? [] : await listUsers(bot.url, network);
  const list: ChatPost[] = [];
  for await (const post of eachPost(bot.url, id, { ...network, limit: Math.min(limit, pageSize) })) {
    list.push(post);
    output.line(lineOf(post, authors, output.style));
    if (list.length % pageSize === 0 && output.json) output.progress(`${list.length} posts`);
    if (list.length === limit) break;
  }
  output.data(list);
  if (list.length === 0) output.note('The channel has no posts.');
  return exitCodes.done;
}

function readLimit(limit = '20'): number {
  if (!/^\d{1,9}$/.test(limit) || Number(limit) < 1)
    throw new UsageError('--limit must be a whole number of 1 or more');
  return Number(limit);
}

/** Returns the id of a channel by id or name. `#7` is a name. Throws a `UsageError` unless one channel has the name. */
async function readChannel(channel: string, bot: CheckedAddress, options: CallOptions): Promise<number> {
  if (/^\d{1,15}$/.test(channel)) return Number(channel);
  const name = channel.replace(/^#/, '').toLowerCase();
  const same = (await listChannels(bot.url, options)).filter((each) => name !== '' && each.name.toLowerCase() === name);
  if (same.length === 1 && same[0]) return same[0].id;
  if (same.length === 0)
    throw new UsageError(`The bot is in no channel called "${channel}": \`synochat channels\` lists them`);
  throw new UsageError(`Several channels are called "${channel}": use the id (${same.map(({ id }) => id).join(', ')})`);
}

function lineOf(post: ChatPost, authors: readonly ChatUser[], style: Context['output']['style']): string {
  const { creatorId, sentAt, text, hasFile } = post;
  const author = creatorId === 1 ? 'Chat' : (authors.find(({ id }) => id === creatorId)?.name ?? `#${creatorId}`);
  const body = text.split(/\r?\n/).map(harmless).join('\n    ');
  const head = `${style('dim', localTime(sentAt))}  ${style('bold', harmless(author))}`;
  return `${head}  ${[body, ...(hasFile ? ['[file]'] : [])].filter(Boolean).join(' ')}`;
}

/** Returns the local time, such as `2026-11-24 14:03`. */
function localTime(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16).replace('T', ' ');
}
