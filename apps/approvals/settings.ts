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

const name = (pattern: RegExp) => v.pipe(word, v.regex(pattern));

const schema = v.object({
  SYNOCHAT_SLASH_TOKEN_DEPLOY: word,
  SYNOCHAT_BOT_TOKEN_APPROVALS: word,
  SYNOCHAT_BOT_APPROVALS: webAddress,
  SYNOCHAT_WEBHOOK_DEPLOYMENTS: webAddress,
  APPROVERS: userIds,
  GITHUB_TOKEN: word,
  GITHUB_REPOSITORY: name(/^[\w.-]+\/[\w.-]+$/),
  GITHUB_WORKFLOW: name(/^[\w.-]+$/),
  GITHUB_REF: v.optional(word, 'main'),
  GITHUB_API_URL: v.optional(webAddress, 'https://api.github.com'),
});

type Name = keyof typeof schema.entries;

const shapes: Partial<Record<Name, string>> = {
  APPROVERS: 'a list of user ids such as 4, 7',
  GITHUB_REPOSITORY: 'an owner and a name such as acme/shop',
  GITHUB_WORKFLOW: 'a file name such as deploy.yml',
};

/** The variables of the Worker. */
export interface Settings {
  readonly slashToken: string;
  readonly bot: { readonly url: string; readonly token: string };
  /** The incoming webhook of the channel that reads the results. */
  readonly webhook: string;
  /** Ids of users, as the bot knows them. */
  readonly approvers: readonly number[];
  readonly github: {
    readonly apiUrl: string;
    readonly repository: string;
    readonly workflow: string;
    readonly ref: string;
    readonly token: string;
  };
}

/** The variables are incomplete or invalid. The message is one line that names all of them, without values. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Returns the settings in the variables. Throws a `SettingsError`. */
export function readSettings(env: Readonly<Record<string, unknown>>): Settings {
  const { success, output, issues } = v.safeParse(schema, env);
  if (!success) {
    const names = [...new Set(issues.map((issue) => String(issue.path?.[0].key) as Name))];
    const isEmpty = (key: Name) => typeof env[key] !== 'string' || env[key].trim() === '';
    const [missing, invalid] = [names.filter(isEmpty), names.filter((key) => !isEmpty(key))];
    const lines = [
      ...(missing.length > 0 ? [`Not set: ${missing.join(', ')}`] : []),
      ...invalid.map((key) => `${key} is not ${shapes[key] ?? 'an http or https address without credentials'}`),
    ];
    throw new SettingsError(lines.join('. '));
  }
  return {
    slashToken: output.SYNOCHAT_SLASH_TOKEN_DEPLOY,
    bot: { url: output.SYNOCHAT_BOT_APPROVALS, token: output.SYNOCHAT_BOT_TOKEN_APPROVALS },
    webhook: output.SYNOCHAT_WEBHOOK_DEPLOYMENTS,
    approvers: output.APPROVERS,
    github: {
      apiUrl: output.GITHUB_API_URL,
      repository: output.GITHUB_REPOSITORY,
      workflow: output.GITHUB_WORKFLOW,
      ref: output.GITHUB_REF,
      token: output.GITHUB_TOKEN,
    },
  };
}
