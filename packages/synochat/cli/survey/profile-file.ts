import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '@synochat/command-line';
import * as v from 'valibot';
import { foreignPart } from '../record/foreign-part.ts';
import { findLeak } from '../record/leaks.ts';
import { ordinaryWords } from '../record/ordinary-words.ts';
import { prescribedTexts } from './prescribed-texts.ts';
import type { Profile } from './profile.ts';

const text = v.pipe(v.string(), v.regex(/^[^\p{Cc}]*$/u));
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
const value = v.union([text, v.pipe(v.number(), v.finite()), v.boolean()]);
const range = v.pipe(
  v.tuple([count, count]),
  v.check(([low, high]) => low <= high),
);
const hooks = v.optional(v.array(v.looseObject({ raw: v.string(), expect: v.looseObject({}) })), []);
const facts = v.looseObject({
  pause: v.optional(range),
  hookTimeout: v.optional(range),
  limit: v.optional(count),
  unit: v.optional(text),
  rtts: v.optional(v.array(count)),
  quickestPost: v.optional(count),
  notices: v.optional(v.record(v.string(), v.boolean())),
});
const profileSchema = v.looseObject({
  profile: v.literal(1),
  made: text,
  by: text,
  nas: v.looseObject({ chat: v.optional(text) }),
  switches: v.record(v.string(), value),
  answers: v.record(v.string(), v.looseObject({ says: text, how: text, range: v.optional(range) })),
  unobserved: v.record(v.string(), text),
  codes: v.array(v.looseObject({ case: text, code: v.number() })),
  hooks: v.looseObject({ outgoing: hooks, slash: hooks, bot: hooks, press: hooks }),
  noise: v.looseObject({
    calls: count,
    visible: count,
    disturbed: v.optional(count, 0),
    tooFast: v.optional(count, 0),
  }),
  progress: v.optional(v.looseObject({ done: v.array(text), facts })),
});

/** Reads a profile. Resolves with undefined if there is no such file. Throws a `UsageError` if the file is no profile. */
export function readProfile(path: string): Profile | undefined {
  const json = readProfileText(path);
  if (json === undefined) return undefined;
  const { success, output } = v.safeParse(profileSchema, parseOrUndefined(json));
  if (!success) throw new UsageError(`${path} is no profile of synochat survey: choose another file`);
  return output as unknown as Profile;
}

/** Returns undefined if there is no such file. */
function readProfileText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`The profile ${path} cannot be read (${code}): check path and permissions`);
  }
}

function parseOrUndefined(json: string): unknown {
  try {
    // Editors of Windows write a byte order mark.
    return JSON.parse(json.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

/** Texts that no profile may hold. */
export interface ProfileSecrets {
  /** Tokens, hosts and addresses. */
  readonly places: Iterable<string>;
  /** Names of people, channels and bots. */
  readonly names: Iterable<string>;
}

/**
 * Returns the text of a profile, without the texts of errors that name a secret. Throws an `Error` if a secret would
 * be in the text.
 */
export function profileText(profile: Profile, { places, names }: ProfileSecrets): string {
  const secrets = [...places, ...names];
  const words = [...ordinaryWords, ...foreignWords];
  const codes = profile.codes.map(({ errors, ...code }) =>
    findLeak(JSON.stringify(errors ?? ''), secrets, words) === undefined && errors !== undefined
      ? { ...code, errors }
      : code,
  );
  const safe = { ...profile, codes };
  const json = `${JSON.stringify(safe, undefined, 2)}\n`;
  // A token or an address is no word of this program.
  const long = secrets.filter((each) => each.length >= 32 || /\w[.:]\w/.test(each));
  if (findLeak(json, long, ordinaryWords) ?? findLeak(foreignTexts(safe), secrets, words))
    throw new Error('Not written: a token, host or name would be in the profile. Please report this as a bug.');
  return json;
}

/** Returns the texts that Chat wrote. All other texts are the program's own. */
function foreignTexts({ nas, codes, hooks, answers }: Profile): string {
  const says = ['10.27', '10.14', '4.2'].map((key) => answers[key]?.says);
  const requests = Object.values(hooks).flatMap((each) => each.map(({ raw }) => foreignPart(raw, prescribedTexts)));
  return JSON.stringify([nas.chat, codes.map(({ errors }) => errors), says, requests]);
}

/** Words of the answers of Chat. */
const foreignWords = [
  ...['success', 'data', 'error', 'errors', 'invalid token', 'bot is not legal', 'payload: not a json object'],
  ...['record is not valid', 'msg too long', 'create post too fast', 'no target', 'required', 'reason', 'fields: '],
];

/**
 * Returns a function that writes a profile, which only the user can read. The function throws a `UsageError` if the file
 * cannot be written, or if another program changed the file: two surveys must not write to the same file.
 */
export function createProfileWriter(path: string): (json: string) => void {
  let last = readProfileText(path);
  return (json) => {
    if (![undefined, last].includes(readProfileText(path)))
      throw new UsageError(
        `Another program writes to ${path}, perhaps a second survey: choose another file with --out`,
      );
    writeProfile(path, json);
    last = json;
  };
}

function writeProfile(path: string, json: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, json, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The profile ${path} cannot be written (${code}): choose another file with --out`);
  }
}
