import { printable } from './printable.ts';

/** As `token=…` in an address, plain or percent-encoded, and as a member of JSON, also of JSON in JSON; or a run as long as Chat's tokens. */
const tokens = /(token(?:=|%3d|\\*":)(?:\\*"|%22)?)[^"&\s%\\]+|[a-z\d]{64,}/gi;

/**
 * Prints an error of the author's code to `console.error`, with its causes, as one text without tokens; and after it the
 * error that came of reporting the first, unless that is the same. Never throws.
 *
 * The text, not the error itself: the errors of `fetch` hold the address, and so the token of a webhook, on some runtimes.
 */
export function logErrors(error: unknown, second = error): void {
  const all = second === error ? describe(error) : `${describe(error)}\nThen: ${describe(second)}`;
  const text = all.replace(tokens, (_, name = '') => `${name}…`);
  console.error(printable(text));
}

function describe(error: unknown, depth = 0): string {
  try {
    const { stack, cause, errors } = Object(error) as { stack?: unknown; cause?: unknown; errors?: unknown };
    const causes = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])].filter((one) => one !== undefined);
    // Few and not deep: a cause may be the error itself.
    const told = depth < 3 ? causes.slice(0, 3).map((one) => `\nCaused by: ${describe(one, depth + 1)}`) : [];
    const text = typeof stack === 'string' ? stack : ((JSON.stringify(error) as string | undefined) ?? String(error));
    return text + told.join('');
  } catch {
    return 'An error was thrown whose properties cannot be read';
  }
}
