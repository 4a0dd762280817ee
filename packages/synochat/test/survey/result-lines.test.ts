import { describe, expect, it } from 'vitest';
import { createProfile, type Profile } from '../../cli/survey/profile.ts';
import { resultLines } from '../../cli/survey/result-lines.ts';

const uneven = 'the network is too slow or too uneven for one value: see the range';
const pause = { says: '411 up to 427 ms, none from 456 ms', how: 'E4', n: 19, trust: 'observed' } as const;
const measured: Profile = {
  ...createProfile('test', '2026-11'),
  answers: { '10.3': { ...pause, range: [427, 456], switch: 'rateInterval' } },
};

describe('the results of a survey', () => {
  it('tell a pause as a value only if the value was observed, and else as a range that holds the pause', () => {
    expect(resultLines({ ...measured, switches: { rateInterval: 450 } })).toEqual([
      'Learned:',
      '  Chat allows a post every 0.45 s (411 up to 427 ms, none from 456 ms)',
    ]);
    expect(resultLines({ ...measured, unobserved: { rateInterval: uneven } })).toEqual([
      'Learned:',
      '  Chat allows a post every 0.42 to 0.46 s (411 up to 427 ms, none from 456 ms)',
      `      ${uneven}`,
    ]);
  });

  it('name each reason once, in lines of 80 columns', () => {
    const reason = 'not asked with --quick';
    const lines = resultLines({
      ...measured,
      answers: {},
      unobserved: {
        ...Object.fromEntries(['multiUser', 'hookFormat', '10.33', '10.15', '3.7', '10.7'].map((key) => [key, reason])),
        rateScope: 'no bot was given',
      },
    });

    expect(lines.slice(2)).toEqual([
      'Not learned:',
      '  several users, form of a hook, long reply to a hook, text of a command,',
      '    attachment in answer, wrong token: not asked with --quick',
      '  scope of the pause: no bot was given',
    ]);
  });

  it('show an answer of a name that this program does not have', () => {
    const answer = { says: 'yes', how: 'E1', n: 1, trust: 'observed' } as const;

    expect(resultLines({ ...measured, answers: { toString: answer }, unobserved: { valueOf: 'skipped' } })).toEqual([
      'Learned:',
      '  toString                yes',
      '',
      'Not learned:',
      '  valueOf: skipped',
    ]);
  });
});
