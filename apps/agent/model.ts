import { type LanguageModel, streamText } from 'ai';
import { failures, toFailure } from './failure.ts';
import type { Turn } from './turns.ts';

export interface ModelSettings {
  readonly model: LanguageModel;
  readonly systemPrompt: string;
  /** Receives one line for each failure. */
  readonly log: (line: string) => void;
}

/** An answer that is being written. A failure is told the reader as the last paragraph. */
export interface ModelAnswer extends AsyncIterable<string> {
  /** The words of the model so far, without the paragraph about a failure. */
  readonly written: string;
}

/** Milliseconds until an answer fails: in all, and without a word. */
const timeout = { totalMs: 300_000, firstChunkMs: 60_000, chunkMs: 60_000 };
/** Characters of an answer. */
const maxLength = 20_000;

/** Asks the model. The request begins when the answer is read. */
export function askModel({ model, systemPrompt, log }: ModelSettings, messages: readonly Turn[]): ModelAnswer {
  let written = '';

  async function* read(): AsyncGenerator<string> {
    const controller = new AbortController();
    try {
      // Failures are parts of the stream: without `onError` the SDK prints them too.
      const options = { timeout, maxRetries: 1, onError: () => undefined, abortSignal: controller.signal };
      const { stream } = streamText({ model, instructions: systemPrompt, messages: [...messages], ...options });
      for await (const part of stream) {
        if (part.type === 'error') throw part.error;
        if (part.type === 'abort') throw failures.slow();
        if (part.type !== 'text-delta') continue;
        if (written.length + part.text.length > maxLength) throw failures.endless();
        written += part.text;
        yield part.text;
      }
      if (written.trim() === '') throw failures.empty();
    } catch (error) {
      const { name, message, words } = toFailure(error);
      log(`${name}: ${message}`);
      yield written === '' ? words : `\n\n${words}`;
    } finally {
      // Ends a request whose answer is not read to its end.
      controller.abort();
    }
  }

  return {
    get written() {
      return written;
    },
    [Symbol.asyncIterator]: read,
  };
}
