import { type Message, plain, type SentToUsers } from 'synochat';
import { type Decided, isSame, lifetime, type Outcome, type Person, type Request } from './requests.ts';

/** What the approvers are asked. */
export function question({ id, target, asker }: Request): Message {
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
  const missed = failed.length > 0 ? `; ${failed.length} could not be reached` : '';
  if (sent.length === 0) return `Nobody could be asked for approval to deploy ${target}: try again later`;
  return `Asked for approval to deploy ${target}: ${sent.length} approver${sent.length > 1 ? 's' : ''}${missed}`;
}

/** What somebody else reads who wants the same. */
export function openAlready({ target, asker }: Request): string {
  return `${plain(asker.name)} has asked to deploy ${target} already: that is decided first`;
}

/** What takes the place of the question under the button that was pressed. */
export function verdictFor(presser: Person, outcome: Outcome): string {
  if (outcome.kind === 'stranger') return 'Only approvers decide, and you are none of them';
  if (outcome.kind === 'unknown') return 'This request is too old to be remembered';
  const subject = `Deployment of *${outcome.request.target}*, asked for by ${plain(outcome.request.asker.name)}`;
  if (outcome.kind === 'own') return `${subject}: somebody else has to decide on your own request`;
  if (outcome.kind === 'expired') return `${subject}: expired, nobody decided within ${lifetime} minutes`;
  const { by } = outcome.request.decision;
  // One who pressed twice, or whose press was sent twice, was no later than anybody.
  return `${subject}: ${isSame(presser, by) ? '' : 'already '}${decisionOf(outcome.request)}`;
}

/** "approved by ada" */
export function decisionOf({ decision: { verdict, by } }: Decided): string {
  return `${verdict === 'approve' ? 'approved' : 'rejected'} by ${plain(by.name)}`;
}
