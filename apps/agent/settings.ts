import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import { parseAddress } from 'synochat';
import { createEchoModel } from './echo-model.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** The settings of the agent. */
export interface Settings {
  /** The *Incoming URL* of the bot. */
  readonly bot: string;
  readonly slashToken: string | undefined;
  readonly model: LanguageModel;
  /** The key of the model's server, which no log may hold. */
  readonly key: string | undefined;
  readonly systemPrompt: string;
  readonly allowedUsers: readonly string[] | undefined;
  /** The path of a file with the NAS's own certificate. */
  readonly certificate: string | undefined;
  readonly redisUrl: string | undefined;
}

/**
 * Returns the settings in the variables. Throws an `Error` with one line that names all missing and invalid variables,
 * without values.
 */
export function readSettings(env: Variables): Settings {
  const value = (name: string) => {
    const text = env[name]?.trim() ?? '';
    return text === '' ? undefined : text;
  };
  const needed = ['SYNOCHAT_BOT', ...(value('MODEL') === 'echo' ? [] : ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'MODEL'])];
  const missing = needed.filter((name) => value(name) === undefined);
  const addresses = ['OPENAI_BASE_URL', 'REDIS_URL'].filter(
    (name) => value(name) !== undefined && !isAddress(value(name)),
  );
  const faults = [
    ...(missing.length > 0 ? [`Not set: ${missing.join(', ')}`] : []),
    ...(addresses.length > 0 ? [`Not an address: ${addresses.join(', ')}`] : []),
    ...(value('SYNOCHAT_BOT') !== undefined && !isBot(value('SYNOCHAT_BOT'))
      ? ["SYNOCHAT_BOT is not a bot's Incoming URL"]
      : []),
    // An empty list is not read as "everybody".
    ...(env['ALLOWED_USERS'] !== undefined && !/^\s*\d+(\s*,\s*\d+)*\s*$/.test(env['ALLOWED_USERS'])
      ? ['ALLOWED_USERS is not a list of user ids such as 4, 7']
      : []),
  ];
  if (faults.length > 0) throw new Error(faults.join('. '));
  return {
    bot: value('SYNOCHAT_BOT') ?? '',
    slashToken: value('SYNOCHAT_SLASH_TOKEN'),
    model: modelOf(value('OPENAI_BASE_URL') ?? '', value('OPENAI_API_KEY') ?? '', value('MODEL') ?? ''),
    key: value('OPENAI_API_KEY'),
    systemPrompt: value('SYSTEM_PROMPT') ?? 'You are a helpful assistant in a chat. Answer briefly.',
    allowedUsers: env['ALLOWED_USERS']?.split(',').map((id) => id.trim()),
    certificate: value('NAS_CERTIFICATE'),
    redisUrl: value('REDIS_URL'),
  };
}

/** The model `echo` needs no server. */
function modelOf(baseURL: string, apiKey: string, name: string): LanguageModel {
  if (name === 'echo') return createEchoModel();
  return createOpenAICompatible({ name: 'model', baseURL: baseURL.replace(/(?<!\/)\/+$/, ''), apiKey })(name);
}

function isAddress(text = ''): boolean {
  return URL.canParse(text) && /^(https?|rediss?):$/.test(new URL(text).protocol);
}

function isBot(url = ''): boolean {
  try {
    return parseAddress(url).kind === 'bot';
  } catch {
    return false;
  }
}
