import { type ChatUser, listUsers, SendError, sendBotAll } from 'synochat';
import { type BucketNamespace, durableLimiter } from 'synochat/cloudflare';
import type { Command } from './command.ts';
import type { DeskNamespace } from './desk.ts';
import { identify, type Person } from './requests.ts';
import type { Settings } from './settings.ts';
import { cancelled, openAlready, question, receipt, unidentified, unknownNow } from './words.ts';

export interface AskContext {
  readonly env: { readonly DESKS: DeskNamespace; readonly BUCKETS: BucketNamespace };
  readonly settings: Settings;
}

/** Milliseconds for a call to Chat, which waits for the answer meanwhile. */
const timeout = 5000;

/** Asks the approvers, or cancels the request. Resolves with the reply to the user. */
export async function answerCommand(
  command: Command,
  { user, event }: { readonly user: Person; readonly event: 'slash' | 'bot' },
  { env, settings }: AskContext,
): Promise<string> {
  let users: readonly ChatUser[];
  try {
    users = await listUsers(settings.bot.url, { timeout });
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    console.error(`Users: ${String(error)}`);
    return unknownNow;
  }
  const asker = identify(users, user, event);
  if (!asker) return unidentified(event);
  if (command.what === 'cancel') {
    const { target } = command;
    return cancelled(target, await env.DESKS.getByName(target).cancel(asker));
  }
  return askApprovers(command.what, asker, { env, settings });
}

async function askApprovers(target: string, asker: Person, { env, settings }: AskContext): Promise<string> {
  const desk = env.DESKS.getByName(target);
  const wish = { id: crypto.randomUUID(), target, asker };
  const open = await desk.ask(wish);
  if (open) return openAlready(open);
  const others = settings.approvers.filter((id) => id !== asker.id);
  let isAsked = false;
  try {
    const limiter = durableLimiter(env.BUCKETS);
    const result = await sendBotAll(settings.bot.url, others, question(wish), { limiter, timeout });
    for (const { userId, error } of result.failed) console.error(`To user ${userId}: ${String(error)}`);
    isAsked = result.sent.length > 0;
    return receipt(target, result);
  } finally {
    // Without approvers the request would block the target for other users.
    if (!isAsked) await desk.release(wish.id);
  }
}
