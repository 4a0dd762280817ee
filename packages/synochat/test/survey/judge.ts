import type { Simulator } from 'synochat-simulator';
import type { Profile } from '../../cli/survey/profile.ts';
import type { DrawnWorld } from './drawn-world.ts';

/** Returns what is wrong in a profile of a simulator: values outside their ranges, and values that nobody can see. */
export function mistakesIn(profile: Profile, nas: Simulator, world: DrawnWorld): string[] {
  const truth = nas.switches as unknown as Readonly<Record<string, unknown>>;
  const answers = Object.values(profile.answers);
  const wrong = Object.entries(profile.switches).flatMap(([name, value]) => {
    if (truth[name] === value) return [];
    const range = answers.find((answer) => answer.switch === name)?.range;
    const real = truth[name];
    if (range && typeof real === 'number' && range[0] <= real && real <= range[1]) return [];
    return [`${name} is ${String(real)}, told ${String(value)} ${JSON.stringify(range)}`];
  });
  const outside = answers.flatMap(({ switch: name, range }) => {
    const real = truth[name ?? ''];
    const isInside = !range || typeof real !== 'number' || (range[0] <= real && real <= range[1]);
    return isInside || name === undefined || name in profile.switches
      ? []
      : [`${name} is ${real}, not in ${JSON.stringify(range)}`];
  });
  const unseen = Object.entries(hiddenIn(nas, world)).flatMap(([name, isHidden]) =>
    isHidden && name in profile.switches ? [`${name} is told, and cannot be seen`] : [],
  );
  return [...wrong, ...outside, ...unseen];
}

function hiddenIn({ switches: drawn }: Simulator, world: DrawnWorld): Readonly<Record<string, boolean>> {
  const hasNoBot = !world.hasBot;
  return {
    rateInterval: drawn.rateInterval > 60_000,
    rateScope: hasNoBot,
    maxTextLength: drawn.maxTextLength > 65_536,
    lengthUnit: drawn.maxTextLength < 4,
    fileTimeout: drawn.fileTimeout > 120_000,
    hookTimeout: drawn.hookTimeout > 120_000,
    multiUser: hasNoBot || !world.hasSecondUser || !world.isSecondAgreed,
    spaceEncoding: drawn.hookFormat === 'json',
    ...Object.fromEntries(
      ['stringIds', 'webhookUserIdOffset', 'buttonPostIdType', 'replyCounts', 'slashToBot'].map((name) => [
        name,
        hasNoBot,
      ]),
    ),
    ...Object.fromEntries(
      ['latency', 'verifyHookCertificates', 'faultRate411', 'faultRateStatus', 'faultStatus', 'faultRateHtml'].map(
        (name) => [name, true],
      ),
    ),
  };
}
