/** The tokens that Chat shows for the slash command and the outgoing webhook. */
export interface Tokens extends Record<string, unknown> {
  PING_SLASH_TOKEN: string;
  PING_OUTGOING_TOKEN: string;
}

/** A sentence that names the variables without a token; undefined if all have one. */
export function missingTokens(env: Readonly<Record<string, unknown>>): string | undefined {
  const isSet = (value: unknown) => typeof value === 'string' && value.trim() !== '';
  const missing = ['PING_SLASH_TOKEN', 'PING_OUTGOING_TOKEN'].filter((name) => !isSet(env[name]));
  return missing.length > 0 ? `Not set: ${missing.join(', ')}` : undefined;
}
