import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '@synochat/command-line';
import * as v from 'valibot';
import { foreignPart } from '../record/foreign-part.ts';
import { findLeak } from '../record/leaks.ts';
import { ordinaryWords } from '../record/ordinary-words.ts';
import { prescribedTexts } from './prescribed-texts.ts';
import type { Profile } from './profile.ts';

const value = v.union([v.string(), v.number(), v.boolean()]);
const range = v.tuple([v.number(), v.number()]);
const profileSchema = v.looseObject({
  profile: v.literal(1),
  made: v.string(),
  by: v.string(),
  nas: v.looseObject({}),
  switches: v.record(v.string(), value),
  answers: v.record(v.string(), v.looseObject({ says: v.string(), how: v.string(), range: v.optional(range) })),
  unobserved: v.record(v.string(), v.string()),
  codes: v.array(v.looseObject({ case: v.string(), code: v.number() })),
  hooks: v.looseObject({}),
  noise: v.looseObject({ calls: v.number(), visible: v.number() }),
});

/** Reads a profile. Resolves with undefined if there is no such file. Throws a `UsageError` if the file is no profile. */
export function readProfile(path: string): Profile | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`The profile ${path} cannot be read (${code}): check path and permissions`);
  }
  const { success, output } = v.safeParse(profileSchema, parseOrUndefined(text));
  if (!success) throw new UsageError(`${path} is no profile of synochat survey: choose another file`);
  return output as unknown as Profile;
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
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
  const text = `${JSON.stringify(safe, undefined, 2)}\n`;
  // A token or an address is no word of this program.
  const long = secrets.filter((each) => each.length >= 32 || /\w[.:]\w/.test(each));
  if (findLeak(text, long, ordinaryWords) ?? findLeak(foreignTexts(safe), secrets, words))
    throw new Error('Not written: a token, host or name would be in the profile. Please report this as a bug.');
  return text;
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

/** Writes a profile that only the user can read. Throws a `UsageError` if the file cannot be written. */
export function writeProfile(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new UsageError(`The profile ${path} cannot be written (${code}): choose another file with --out`);
  }
}
