import { caps } from '../caps.ts';
import type { HeardHook } from '../hook-ears.ts';
import type { Lab } from '../lab.ts';
import { channelLines, hookTime, isText } from './channel-lines.ts';
import { isTooShort, roundTime, seconds, timeRange } from './file-rules.ts';

/** Asks whether Chat showed the notice of a failed hook, after the last delivery of the hook. */
export async function askNotice(lab: Lab, what: 'noContent' | 'failure', after: string): Promise<void> {
  const { world, facts } = lab;
  await awaitSilence(lab, after);
  const seen = await world.person?.yesNo({
    text: `Does Chat show a notice "Failed to send a request to the bot server" below "${after}"?`,
    sight: { kind: 'notice', where: 'channel', after },
  });
  if (seen !== undefined) facts.notices = { ...facts.notices, [what]: seen };
}

/** Waits until no hook with the text arrived for some seconds, at most 30. */
export async function awaitSilence({ world, ears }: Lab, text: string): Promise<void> {
  const heard = () => ears.hooks.filter(({ fields }) => isText(fields.get('text'), text)).length;
  for (let count = heard(), rounds = 0; rounds < 10; rounds += 1) {
    await world.sleep(hookTime, world.signal);
    if (heard() === count) return;
    count = heard();
  }
}

/** Tells how long Chat waited for the answer to a held hook. */
export async function tellTimeout(
  { world, tell, skip, spread, facts }: Lab,
  held: HeardHook | undefined,
): Promise<void> {
  if (!held) {
    skip('hookTimeout', 'the fourth line did not arrive');
    return;
  }
  for (let waited = 0; waited < 121_000 && held.closedAt === undefined; waited += 1000) {
    if (world.now() - held.heard.at > 121_000) break;
    await world.sleep(1000, world.signal);
  }
  if (held.closedAt === undefined) {
    facts.hookTimeout = [caps.wait, caps.wait];
    skip('hookTimeout', 'Chat waits over 120 s');
    return;
  }
  const range = (facts.hookTimeout = timeRange(held.closedAt - held.heard.at, spread()));
  const says = `Chat waits ${seconds(range[0])} to ${seconds(range[1])} s for an app`;
  tell(
    '10.11',
    { says, switch: 'hookTimeout', range, how: 'E16', n: 1, trust: 'seen once' },
    roundTime(range, held.closedAt - held.heard.at),
  );
}

/** Counts the deliveries of the line that was always answered with 500. */
export function tellRetries({ ears, tell, skip }: Lab): void {
  const [, , third] = channelLines;
  const all = ears.hooks.filter(({ path, fields }) => path === '/outgoing' && isText(fields.get('text'), third));
  const [first] = all;
  if (!first) {
    skip('retries', 'the third line did not arrive');
    return;
  }
  // A person may write the line twice.
  const count = all.filter(({ fields }) => fields.get('post_id') === first.fields.get('post_id')).length;
  const says = count === 1 ? 'a failed hook is not sent again' : `a failed hook is sent ${count} times`;
  tell('10.12', { says, switch: 'retries', how: 'E16', n: count, trust: 'observed' }, count - 1);
}

/** Tells what the notices in the channel show. */
export function tellNotices(lab: Lab): void {
  const { facts, tell, skip } = lab;
  const { failure, noContent } = facts.notices ?? {};
  if (failure === undefined) return;
  if (!failure) {
    for (const name of ['failureNotice', 'strictAck'])
      skip(name, 'a failed outgoing webhook shows no notice, and no bot was asked');
    return;
  }
  const says = 'a failed outgoing webhook shows a notice';
  tell('10.30', { says, switch: 'failureNotice', how: 'E16', n: 1, trust: 'told' }, 'all');
  tellNoContent(lab, noContent, 'E16');
}

/** Tells whether a 204 shows the notice of a failure, if an answer can arrive in time. */
export function tellNoContent(lab: Lab, isFailure: boolean | undefined, how: string): void {
  if (isFailure === undefined) return;
  const { hookTimeout } = lab.facts;
  if (!hookTimeout || isTooShort(lab, hookTimeout)) {
    lab.skip('strictAck', `Chat waits ${hookTimeout ? 'too short a' : 'an unknown'} time for an answer`);
    return;
  }
  const says = isFailure ? 'a 204 shows the notice of a failure' : 'a 204 counts as an answer';
  lab.tell('10.10', { says, switch: 'strictAck', how, n: 1, trust: 'told' }, isFailure);
}

/** Tells whether Chat posts a reply that is longer than a post may be. */
export async function askLongReply({ world, tell, profile }: Lab, after: string): Promise<void> {
  const seen = await world.person?.yesNo({
    text: `Does a long text of the letter y stand below "${after.trim()}"?`,
    sight: { kind: 'post', where: 'channel', text: 'yy' },
  });
  if (seen === undefined) return;
  if (seen) profile.noise.visible += 1;
  tell('10.33', {
    says: `a reply over the limit is ${seen ? 'cut and shown' : 'not shown'}`,
    how: 'E16',
    n: 1,
    trust: 'told',
  });
}
