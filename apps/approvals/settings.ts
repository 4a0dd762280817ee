import * as v from 'valibot';

const word = v.pipe(v.string(), v.trim(), v.nonEmpty());
const webAddress = v.pipe(
  word,
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !new URL(text).username),
);
const userIds = v.pipe(
  word,
  v.regex(/^\d+(\s*,\s*\d+)*$/),
  v.transform((text) => text.split(',').map(Number)),
  v.array(v.pipe(v.number(), v.safeInteger())),
);

const schema = v.object({
  SYNOCHAT_SLASH_TOKEN: word,
  SYNOCHAT_BOT_TOKEN: word,
  SYNOCHAT_BOT: webAddress,
  SYNOCHAT_WEBHOOK: webAddress,
  APPROVERS: userIds,
});

/** The Worker's variables, read. */
export interface Settings {
  readonly slashToken: string;
  readonly bot: { readonly url: string; readonly token: string };
  /** Posts the results into a channel. */
  readonly webhook: string;
  /** Ids of users, as the bot knows them. */
  readonly approvers: readonly number[];
}

/** Why the variables are no settings: a line that names all that are wrong, never a value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The settings in these variables. Throws a `SettingsError`. */
export function readSettings(env: Readonly<Record<string, unknown>>): Settings {
  const { success, output, issues } = v.safeParse(schema, env);
  if (!success) {
    const names = [...new Set(issues.map((issue) => String(issue.path?.[0].key)))];
    const isEmpty = (name: string) => typeof env[name] !== 'string' || env[name].trim() === '';
    const [missing, wrong] = [names.filter(isEmpty), names.filter((name) => !isEmpty(name))];
    const lines = [
      ...(missing.length > 0 ? [`Not set: ${missing.join(', ')}`] : []),
      ...wrong.map((name) =>
        name === 'APPROVERS'
          ? 'APPROVERS is no list of user ids, as 4, 7'
          : `${name} is no http or https address without credentials`,
      ),
    ];
    throw new SettingsError(lines.join('. '));
  }
  return {
    slashToken: output.SYNOCHAT_SLASH_TOKEN,
    bot: { url: output.SYNOCHAT_BOT, token: output.SYNOCHAT_BOT_TOKEN },
    webhook: output.SYNOCHAT_WEBHOOK,
    approvers: output.APPROVERS,
  };
}
