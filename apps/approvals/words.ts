import { type Message, plain, type SentToUsers } from 'synochat';
import { type Decided, lifetime, type Outcome, type Person, type Request } from './requests.ts';

/** What the approvers are asked. */
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

/** What the one who asked reads at once. */
export function receipt(target: string, { sent, failed }: SentToUsers): string {
  if (sent.length === 0 && failed.length === 0)
    return `You are the only approver: somebody else has to ask for ${target}`;
  const missed = failed.length > 0 ? `; ${failed.length} could not be reached` : '';
  if (sent.length === 0) return `Nobody could be asked for approval to deploy ${target}: try again later`;
  return `Asked for approval to deploy ${target}: ${sent.length} approver${sent.length > 1 ? 's' : ''}${missed}`;
}

/** Returns the reply to another user who asks for the same target. */
export function openAlready({ target, asker, askedAt }: Request): string {
  const time = new Date(askedAt).toISOString().slice(11, 16);
  return (
    `Already asked by ${plain(asker.name)} at ${time} UTC to deploy ${target}: that is decided first. ` +
    `Who asked can take it back: /deploy cancel ${target}`
  );
}

/** Returns the reply to `/deploy cancel`. */
export function cancelled(
  target: string,
  { open, isCancelled }: { readonly open?: Request; readonly isCancelled: boolean },
): string {
  if (isCancelled) return `Your request to deploy ${target} is taken back`;
  if (!open) return `No request to deploy ${target} is open`;
  return `Only ${plain(open.asker.name)}, who asked to deploy ${target}, can take it back`;
}

/** Returns the reply to a user who cannot be identified in the bot's list. */
export function unidentified(event: 'slash' | 'bot'): string {
  return event === 'slash'
    ? 'I cannot tell for certain who you are, so I asked nobody. Write the same to me, the bot, instead'
    : 'You are not in my list of active users, so I asked nobody';
}

/** The reply if Chat does not answer. */
export const unknownNow = 'Chat did not tell me who you are, so I asked nobody: try again later';

/** What takes the place of the question under the button that was pressed. */
export function verdictFor(presser: Person, outcome: Outcome): string {
  if (outcome.kind === 'stranger') return 'Only approvers decide, and you are none of them';
  if (outcome.kind === 'unknown') return 'This request was taken back, or is too old to be remembered';
  const subject = `Deployment of *${outcome.request.target}*, asked for by ${plain(outcome.request.asker.name)}`;
  if (outcome.kind === 'own') return `${subject}: somebody else has to decide on your own request`;
  if (outcome.kind === 'expired') return `${subject}: expired, nobody decided within ${lifetime} minutes`;
  const { by } = outcome.request.decision;
  // One who pressed twice, or whose press was sent twice, was no later than anybody.
  return `${subject}: ${presser.id === by.id ? '' : 'already '}${decisionOf(outcome.request)}`;
}

/** "approved by ada" */
export function decisionOf({ decision: { verdict, by } }: Decided): string {
  return `${verdict === 'approve' ? 'approved' : 'rejected'} by ${plain(by.name)}`;
}
