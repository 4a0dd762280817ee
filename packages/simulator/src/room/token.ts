import * as v from 'valibot';

const tokenRule = 'A token must be 64 letters (A-Z, a-z) and digits, as Chat creates tokens.';

/** A token of an integration. The message of an invalid token does not repeat the token. */
export const tokenSchema = v.pipe(v.string(tokenRule), v.regex(/^[A-Za-z0-9]{64}$/, tokenRule));

/** Returns the rule that an invalid token breaks; undefined for a valid token. */
export function whyNoToken(text: string): string | undefined {
  return v.is(tokenSchema, text) ? undefined : tokenRule;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns 64 random letters and digits, the shape of every token seen in public code. */
export function createToken(): string {
  const random = crypto.getRandomValues(new Uint32Array(64));
  return Array.from(random, (number) => alphabet.charAt(number % alphabet.length)).join('');
}
