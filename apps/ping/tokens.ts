/** The tokens that Chat shows for the slash command and the outgoing webhook. */
export interface Tokens extends Record<string, unknown> {
  SYNOCHAT_SLASH_TOKEN_PING: string;
  SYNOCHAT_OUTGOING_TOKEN_PING: string;
}

/** Returns a sentence that names the variables without a token; undefined if both are set. */
export function missingTokens(env: Readonly<Record<string, unknown>>): string | undefined {
  const isSet = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  const missing = ['SYNOCHAT_SLASH_TOKEN_PING', 'SYNOCHAT_OUTGOING_TOKEN_PING'].filter((name) => !isSet(env[name]));
  return missing.length > 0 ? `Not set: ${missing.join(', ')}` : undefined;
}
