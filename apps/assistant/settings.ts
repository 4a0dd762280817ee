import * as v from 'valibot';

const word = v.pipe(v.string(), v.trim(), v.nonEmpty());
const webAddress = v.pipe(
  word,
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !new URL(text).username),
);
const userIds = v.pipe(
  v.string(),
  v.regex(/^\s*\d+(\s*,\s*\d+)*\s*$/),
  v.transform((text) => text.split(',').map(Number)),
);

const schema = v.object({
  SYNOCHAT_BOT_ASSISTANT: webAddress,
  SYNOCHAT_BOT_TOKEN_ASSISTANT: word,
  OPENAI_BASE_URL: webAddress,
  OPENAI_API_KEY: word,
  MODEL: word,
  ALLOWED_USERS: v.optional(userIds),
  NAS_CERTIFICATE: v.optional(v.string()),
  SYSTEM_PROMPT: v.optional(v.string(), 'You are a helpful assistant in a chat. Answer briefly.'),
});

/** The settings of the bot. */
export interface Settings {
  readonly bot: { readonly url: string; readonly token: string };
  readonly model: { readonly baseUrl: string; readonly key: string; readonly name: string };
  readonly systemPrompt: string;
  /** Ids of the users who get answers. Default: everybody. */
  readonly allowedUsers?: readonly number[] | undefined;
  /** The path of a file with the NAS's own certificate. */
  readonly certificate?: string | undefined;
}

/**
 * Returns the settings in the variables. Throws an `Error` with one line that names all missing, empty and invalid
 * variables, without values.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const { success, output, issues } = v.safeParse(schema, env);
  if (!success) throw new Error(describeFaults([...new Set(issues.map((issue) => v.getDotPath(issue) ?? ''))], env));
  return {
    bot: { url: output.SYNOCHAT_BOT_ASSISTANT, token: output.SYNOCHAT_BOT_TOKEN_ASSISTANT },
    model: {
      baseUrl: output.OPENAI_BASE_URL.replace(/(?<!\/)\/+$/, ''),
      key: output.OPENAI_API_KEY,
      name: output.MODEL,
    },
    systemPrompt: output.SYSTEM_PROMPT,
    allowedUsers: output.ALLOWED_USERS,
    certificate: output.NAS_CERTIFICATE === '' ? undefined : output.NAS_CERTIFICATE,
  };
}

function describeFaults(names: readonly string[], env: Readonly<Record<string, string | undefined>>): string {
  const required = names.filter((name) => name !== 'ALLOWED_USERS');
  const missing = required.filter((name) => !env[name]?.trim());
  const invalid = required.filter((name) => !missing.includes(name));
  return [
    ...(missing.length > 0 ? [`Not set: ${missing.join(', ')}`] : []),
    ...(invalid.length > 0 ? [`Not an http or https address without credentials: ${invalid.join(', ')}`] : []),
    // An empty list is not read as "everybody".
    ...(names.includes('ALLOWED_USERS') ? ['ALLOWED_USERS is not a list of user ids such as 4, 7'] : []),
  ].join('. ');
}
