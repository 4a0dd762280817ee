import * as v from 'valibot';

const word = v.pipe(v.string(), v.trim(), v.nonEmpty());
const webAddress = v.pipe(
  word,
  v.check((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !new URL(text).username),
);

const schema = v.object({
  SYNOCHAT_BOT: webAddress,
  SYNOCHAT_BOT_TOKEN: word,
  OPENAI_BASE_URL: webAddress,
  OPENAI_API_KEY: word,
  MODEL: word,
  NAS_CERTIFICATE: v.optional(v.string()),
  SYSTEM_PROMPT: v.optional(v.string(), 'You are a helpful assistant in a chat. Answer briefly.'),
});

/** What the bot is started with. */
export interface Settings {
  readonly bot: { readonly url: string; readonly token: string };
  readonly model: { readonly baseUrl: string; readonly key: string; readonly name: string };
  readonly systemPrompt: string;
  /** The file of the NAS's own certificate. */
  readonly certificate?: string | undefined;
}

/**
 * The settings in these variables. Throws an `Error` that names, in a line, all that are missing, empty or no web
 * address, never a value.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const { success, output, issues } = v.safeParse(schema, env);
  if (!success) {
    const names = [...new Set(issues.map((issue) => v.getDotPath(issue)))];
    const isEmpty = (name: string | null) => !env[name ?? '']?.trim();
    const wrong = names.filter((name) => !isEmpty(name));
    const missing = names.filter(isEmpty);
    throw new Error(
      [
        ...(missing.length > 0 ? [`Not set: ${missing.join(', ')}`] : []),
        ...(wrong.length > 0 ? [`No http or https address without credentials: ${wrong.join(', ')}`] : []),
      ].join('. '),
    );
  }
  return {
    bot: { url: output.SYNOCHAT_BOT, token: output.SYNOCHAT_BOT_TOKEN },
    model: {
      baseUrl: output.OPENAI_BASE_URL.replace(/(?<!\/)\/+$/, ''),
      key: output.OPENAI_API_KEY,
      name: output.MODEL,
    },
    systemPrompt: output.SYSTEM_PROMPT,
    certificate: output.NAS_CERTIFICATE === '' ? undefined : output.NAS_CERTIFICATE,
  };
}
