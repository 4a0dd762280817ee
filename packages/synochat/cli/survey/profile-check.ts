import type { Profile, ProfileAnswer } from './profile.ts';

/** A default of the library, held against a profile. */
export interface DefaultCheck {
  readonly result: 'ok' | 'unsure' | 'problem';
  readonly text: string;
}

/** The defaults of the library: milliseconds between posts, characters of a text, milliseconds until an answer. */
const libraryDefaults = { interval: 505, maxText: 2000, answerTime: 3000 };

/** Compares the defaults of the library with a profile. */
export function checkDefaults({ switches, answers }: Profile): readonly DefaultCheck[] {
  return [
    checkInterval(answers['10.3']),
    checkLength(switches),
    checkAnswerTime(switches, answers),
    checkUsers(switches),
  ];
}

function checkInterval({ range, rule }: Partial<ProfileAnswer> = {}): DefaultCheck {
  if (rule === 'not an interval')
    return {
      result: 'unsure',
      text: "Chat's pause between posts is no interval: the library waits after each refusal",
    };
  if (!range) return { result: 'unsure', text: 'The pause between posts was not measured' };
  const [low, high] = range;
  const found = `Chat allows a post every ${low} to ${high} ms`;
  if (libraryDefaults.interval >= high)
    return { result: 'ok', text: `${found}, and the library waits ${libraryDefaults.interval} ms` };
  const text = `${found}, but the library waits ${libraryDefaults.interval} ms: pass memoryLimiter({ interval: ${high} })`;
  return { result: libraryDefaults.interval >= low ? 'unsure' : 'problem', text };
}

/** The units of a limit in words, and the most of them that a letter of any script takes. */
const limitUnits: ReadonlyMap<unknown, readonly [name: string, perLetter: number]> = new Map([
  ['codepoint', ['letters', 1]],
  ['utf16', ['UTF-16 units', 2]],
  ['byte', ['bytes', 4]],
]);

function checkLength({ maxTextLength: limit, lengthUnit, tooLong }: Profile['switches']): DefaultCheck {
  if (typeof limit !== 'number') return { result: 'unsure', text: 'The longest text was not measured' };
  const [unit, perLetter] = limitUnits.get(lengthUnit) ?? ['letters', 1];
  const found = `A text may have ${limit} ${unit}`;
  const sent = libraryDefaults.maxText;
  const end = tooLong === 'truncate' ? 'and Chat cuts the rest' : 'and each longer post costs a refusal';
  const safe = Math.max(1, Math.floor(limit / perLetter));
  if (sent > limit)
    return { result: 'problem', text: `${found}, but the library sends ${sent}, ${end}: pass maxText: ${safe}` };
  if (sent * perLetter > limit) {
    const text = `${found}, which ${sent} letters such as 😀 exceed, ${end}: pass maxText: ${safe} for such texts`;
    return { result: 'unsure', text };
  }
  return { result: 'ok', text: `${found}, and the library sends ${sent} letters at most` };
}

function checkAnswerTime({ hookTimeout }: Profile['switches'], answers: Profile['answers']): DefaultCheck {
  const range = Object.values(answers).find((answer) => answer.switch === 'hookTimeout')?.range;
  const low = range?.[0] ?? hookTimeout;
  if (typeof low !== 'number')
    return { result: 'unsure', text: 'The time that Chat waits for an app was not measured' };
  const found = `Chat waits at least ${low} ms for an app`;
  if (low > libraryDefaults.answerTime)
    return { result: 'ok', text: `${found}, and the guides answer within ${libraryDefaults.answerTime} ms` };
  return { result: 'problem', text: `${found}: answer sooner, and post later with lateWork` };
}

function checkUsers({ multiUser }: Profile['switches']): DefaultCheck {
  const isAccepted = multiUser === 'accept' ? 'accepts' : 'is not known to accept';
  return { result: 'ok', text: `Chat ${isAccepted} several users in one call, and the library makes a call for each` };
}
