import { APICallError, RetryError } from 'ai';

/** The answer is missing or incomplete. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  /** The text for the chat user; `message` is for the log. */
  readonly words: string;

  constructor(message: string, words: string) {
    super(oneLine(message));
    this.words = words;
  }
}

export const failures = {
  slow: () => new ModelFailure('The model took too long', '(The model took too long.)'),
  endless: () => new ModelFailure('The answer does not end', '(The answer is too long: cut off.)'),
  empty: () => new ModelFailure('The answer is empty', '(The model had nothing to say.)'),
};

/** Returns the failure for an error of the SDK. */
export function toFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const last = RetryError.isInstance(error) ? error.lastError : error;
  if (APICallError.isInstance(last) && last.statusCode !== undefined && last.statusCode >= 300)
    return refusal(last, last.statusCode);
  const { name, message } = Object(last) as Partial<Error>;
  if (name === 'TimeoutError' || name === 'AbortError') return failures.slow();
  return new ModelFailure(
    `No whole answer: ${message ?? String(last)}`,
    '(The model cannot be reached, or broke off.)',
  );
}

/** Returns the failure for an error response of the model's server. The log gets the start of the body. */
function refusal({ responseBody = '', responseHeaders }: APICallError, status: number): ModelFailure {
  const reason = `The model's server answered ${status}: ${responseBody}`;
  if (status === 401 || status === 403)
    return new ModelFailure(reason, 'The model does not let me in. The owner of this bot finds the reason in the log.');
  const later = waitOf(responseHeaders?.['retry-after'] ?? '');
  if (status === 429) return new ModelFailure(reason, `The model has too much to do. Try again ${later}.`);
  return new ModelFailure(reason, 'The model refused to answer. The owner of this bot finds the reason in the log.');
}

/** Reads the header Retry-After, which is a number or a date. */
function waitOf(value: string): string {
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 'later' : `in ${Math.ceil(Math.max(0, seconds))} seconds`;
}

/** Returns a text that may hold words of a user as one line, for a log that may be read in a terminal. */
function oneLine(text: string): string {
  return text
    .slice(0, 2000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .trim();
}
