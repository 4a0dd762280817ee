import type { Simulator } from 'synochat-simulator';
import type { Person } from '../../cli/survey/survey-world.ts';
import type { DrawnWorld } from './drawn-world.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A person who does what the survey asks, in the simulator, and says what is to be seen there. */
export function createPerson(
  nas: Simulator,
  world: DrawnWorld,
  clock: VirtualClock,
  { user, channel, bot }: { user: string; channel: string; bot: string },
): Person {
  const place = (where: 'channel' | 'bot') => (where === 'bot' ? `@${bot}` : channel);
  return {
    async act(act) {
      await clock.sleep(2000);
      if (act.where === 'bot' && !world.hasBot) return false;
      // An act does not wait for the answers of the apps.
      if (act.kind === 'write') void nas.say(user, place(act.where), act.text);
      else {
        const post = nas.posts(place(act.where)).findLast(({ attachments }) => attachments.length > 0);
        if (!post) return false;
        void nas.press(user, post, act.label);
      }
      await clock.sleep(500);
      return true;
    },
    async yesNo({ sight }) {
      await clock.sleep(1000);
      if (sight.kind === 'consent') return world.isSecondAgreed;
      const all = [...nas.posts(place(sight.where)), ...nas.notices(user)].sort(
        (a, b) => a.sentAt.getTime() - b.sentAt.getTime(),
      );
      if (sight.kind === 'end') return all.at(-1)?.text.endsWith(sight.text) ?? false;
      if (sight.kind === 'post') {
        const texts = all.flatMap(({ text, attachments }) => [text, ...attachments.map((each) => each.text)]);
        return texts.some((text) => text.startsWith(sight.text));
      }
      const at = all.findLastIndex(({ text }) => text === sight.after);
      return all.slice(at + 1).some(({ text }) => text.includes('Failed to send a request'));
    },
    async choose(_question, options) {
      await clock.sleep(1000);
      const at = options.findIndex((option) => option === user || option === world.nickname);
      return at < 0 ? undefined : at;
    },
  };
}
