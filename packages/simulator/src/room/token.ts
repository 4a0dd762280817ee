const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Returns 64 random letters and digits, the shape of every token seen in public code. */
export function newToken(): string {
  const random = crypto.getRandomValues(new Uint32Array(64));
  return Array.from(random, (number) => alphabet.charAt(number % alphabet.length)).join('');
}
