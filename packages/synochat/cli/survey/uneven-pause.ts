import type { Send } from './chat-reply.ts';
import type { Profile } from './profile.ts';

/** The switches that are only known if the pause is an interval. */
const byInterval = ['rateInterval', 'rateScope', 'replyCounts'];

/** Notes in the profile that Chat refused a post long after the pause, and the times of all posts and attempts. */
export function tellUneven({ answers, switches, unobserved, progress }: Profile, sends: readonly Send[]): void {
  const answer = answers['10.3'];
  if (!answer || answer.rule !== undefined) return;
  const says = `${answer.says}, but later posts met 411`;
  answers['10.3'] = { ...answer, says, rule: 'not an interval', timeline: sends };
  if (progress) progress.facts.isUneven = true;
  for (const name of byInterval) {
    Reflect.deleteProperty(switches, name);
    unobserved[name] = 'the pause is not an interval: see the timeline in 10.3';
  }
  for (const key of ['1.10.4', '10.32']) Reflect.deleteProperty(answers, key);
}
