/** The answer is missing or incomplete. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  /** The text for the chat user; `message` is for the log. */
  readonly words: string;

  constructor(message: string, words: string) {
    // The message may contain words of a user, and the log may be read in a terminal.
    super(message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '));
    this.words = words;
  }
}

/** Returns the failure for an error response of the model's server. The log gets the start of the body, without the key. */
export async function refusal(response: Response, key: string): Promise<ModelFailure> {
  const { status } = response;
  const body = (await startOf(response)).replaceAll(key, '…').replace(/\s+/g, ' ');
  const seconds = retryAfter(response);
  const later = seconds === undefined ? 'later' : `in ${Math.ceil(seconds)} seconds`;
  const words =
    status === 401 || status === 403
      ? 'The model does not let me in. The owner of this bot finds the reason in the log.'
      : status === 429
        ? `The model has too much to do. Try again ${later}.`
        : 'The model refused to answer. The owner of this bot finds the reason in the log.';
  return new ModelFailure(`The model's server answered ${status}: ${body}`, words);
}

/** Returns the seconds in the header Retry-After, which is a number or a date; undefined without the header. */
export function retryAfter(response: Response): number | undefined {
  const value = response.headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

async function startOf(response: Response): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.length > 2000) break;
    }
  } catch {
    // The connection broke off: the start of the body is enough.
  }
  return text.slice(0, 300);
}
