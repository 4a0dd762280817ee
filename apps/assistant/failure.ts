/** Why there is no answer, or only a part of one. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  /** What the chat user reads; `message` is for the log. */
  readonly words: string;

  constructor(message: string, words: string) {
    // Servers repeat what users wrote, and the log may be read in a terminal.
    super(message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' '));
    this.words = words;
  }
}

/** What a refusal of the model's server amounts to. Its own words are for the log, cut short and without the key. */
export async function refusal(response: Response, key: string): Promise<ModelFailure> {
  const { status } = response;
  const said = (await startOf(response)).replaceAll(key, '…').replace(/\s+/g, ' ');
  const seconds = retryAfter(response);
  const later = seconds === undefined ? 'later' : `in ${Math.ceil(seconds)} seconds`;
  const words =
    status === 401 || status === 403
      ? 'The model does not let me in. Whoever runs this bot should look at its log.'
      : status === 429
        ? `The model has too much to do. Try again ${later}.`
        : 'The model refused to answer. Whoever runs this bot should look at its log.';
  return new ModelFailure(`The model's server answered ${status}: ${said}`, words);
}

/** Seconds, given as such or as a date; undefined where it does not say. */
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
    // It broke off; what came will do.
  }
  return text.slice(0, 300);
}
