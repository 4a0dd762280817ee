import { type Message, plain, type SentToUsers } from 'synochat';
import { type Decided, lifetime, type Outcome, type Person, type Request } from './requests.ts';

/** Returns the question to the approvers. */
export function question({ id, target, asker }: Omit<Request, 'askedAt'>): Message {
  return {
    text: `${plain(asker.name)} asks to deploy *${target}*`,
    attachments: [
      {
        callbackId: `${target}:${id}`,
        text: `The first of the approvers decides, within ${lifetime} minutes`,
        buttons: [
          { name: 'decision', value: 'approve', text: 'Approve', style: 'green' },
          { name: 'decision', value: 'reject', text: 'Reject', style: 'red' },
        ],
      },
    ],
  };
}

/** Returns the reply to the asker. */
export function receipt(target: string, { sent, failed }: SentToUsers): string {
  if (sent.length === 0 && failed.length === 0)
    return `You are the only approver: another user has to ask for ${target}`;
  const missed = failed.length > 0 ? `; ${failed.length} could not be reached` : '';
  if (sent.length === 0) return `No approver of ${target} could be reached: try again later`;
  return `Asked for approval to deploy ${target}: ${sent.length} approver${sent.length > 1 ? 's' : ''}${missed}`;
}

/** Returns the reply to another request for the same target. */
export function openAlready({ target, asker, askedAt }: Request): string {
  const time = new Date(askedAt).toISOString().slice(11, 16);
  return (
    `Already asked by ${plain(asker.name)} at ${time} UTC to deploy ${target}: that request is decided first. ` +
    `The asker can cancel it: /deploy cancel ${target}`
  );
}

/** Returns the reply to `/deploy cancel`. */
export function cancelled(
  target: string,
  { open, isCancelled }: { readonly open?: Request; readonly isCancelled: boolean },
): string {
  if (isCancelled) return `Your request to deploy ${target} is cancelled`;
  if (!open) return `No request to deploy ${target} is open`;
  return `Only ${plain(open.asker.name)}, who asked to deploy ${target}, can cancel the request`;
}

/** Returns the reply to a user who is not identified in the bot's list. */
export function unidentified(event: 'slash' | 'bot'): string {
  return event === 'slash'
    ? 'I cannot tell for certain who you are, so I asked no approver. Write the same to me, the bot, instead'
    : 'You are not in my list of active users, so I asked no approver';
}

/** The reply if Chat does not answer. */
export const unknownNow = 'Chat did not tell me who you are, so I asked no approver: try again later';

/** Returns the text that replaces the question after a press. */
export function verdictFor(presser: Person, outcome: Outcome): string {
  if (outcome.kind === 'stranger') return 'Only approvers decide, and you are not an approver';
  if (outcome.kind === 'unknown') return 'This request was cancelled, or is too old';
  const subject = `Deployment of *${outcome.request.target}*, asked for by ${plain(outcome.request.asker.name)}`;
  if (outcome.kind === 'own') return `${subject}: another approver has to decide on your own request`;
  if (outcome.kind === 'expired') return `${subject}: expired without a decision within ${lifetime} minutes`;
  const { by } = outcome.request.decision;
  // The same person may press twice, or Chat may send a press twice: no "already" then.
  return `${subject}: ${presser.id === by.id ? '' : 'already '}${decisionOf(outcome.request)}`;
}

/** Returns, for example, "approved by ada". */
export function decisionOf({ decision: { verdict, by } }: Decided): string {
  return `${verdict === 'approve' ? 'approved' : 'rejected'} by ${plain(by.name)}`;
}
