import { EventSourceParserStream } from 'eventsource-parser/stream';
import * as v from 'valibot';
import { ModelFailure, refusal, retryAfter } from './failure.ts';
import type { Turn } from './history.ts';
import type { Settings } from './settings.ts';
import { type Watch, watchOver } from './watch.ts';

export interface ModelOptions {
  /** Milliseconds without a word before the answer fails. Default: 60000. */
  readonly silence?: number | undefined;
  /** Milliseconds for the whole answer. Default: 300000. */
  readonly timeout?: number | undefined;
  /** Characters of an answer. Default: 20000. */
  readonly maxLength?: number | undefined;
}

/** The longest Retry-After in seconds that leads to a retry. A longer wait is told the user. */
const patience = 10;
const eventLength = 1_000_000;

const chunkSchema = v.object({
  choices: v.array(
    v.object({
      delta: v.optional(v.object({ content: v.nullish(v.string()) })),
      finish_reason: v.nullish(v.string()),
    }),
  ),
});

/**
 * Yields the pieces of the model's answer as they arrive. Throws a `ModelFailure`, perhaps after some pieces, if the answer
 * breaks off, takes too long or does not end.
 */
export async function* askModel(
  { baseUrl, key, name }: Settings['model'],
  messages: readonly Turn[],
  { silence = 60_000, timeout = 300_000, maxLength = 20_000 }: ModelOptions = {},
): AsyncGenerator<string> {
  const watch = watchOver(silence, timeout);
  try {
    const init = {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ model: name, messages, stream: true }),
      // A redirect would send the key to another server.
      redirect: 'manual' as const,
      signal: watch.signal,
    };
    const response = await request(`${baseUrl}/chat/completions`, init, watch);
    if (!response.ok || !response.body) throw await refusal(response, key);
    let length = 0;
    for await (const piece of readPieces(response.body)) {
      watch.rest();
      length += piece.length;
      if (length > maxLength) throw new ModelFailure('The answer does not end', '(The answer is too long: cut off.)');
      yield piece;
      watch.listen();
    }
  } catch (error) {
    if (watch.signal.aborted) throw new ModelFailure('The model took too long', '(The model took too long.)');
    throw error instanceof ModelFailure ? error : broken(error, key);
  } finally {
    watch.end();
  }
}

/** Posts the request, and once more if the server asks for a short wait. */
async function request(url: string, init: RequestInit, watch: Watch): Promise<Response> {
  const response = await fetch(url, init);
  const seconds = response.status === 429 ? retryAfter(response) : undefined;
  if (seconds === undefined || seconds > patience) return response;
  await response.body?.cancel();
  watch.rest();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  watch.listen();
  return fetch(url, init);
}

async function* readPieces(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const events = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: eventLength }));
  let finished = false;
  for await (const { data } of events) {
    if (data === '[DONE]') return;
    const [choice] = v.parse(chunkSchema, JSON.parse(data)).choices;
    // Empty pieces too, as signs of life.
    yield choice?.delta?.content ?? '';
    finished ||= Boolean(choice?.finish_reason);
  }
  if (!finished) throw new Error('the stream ended before the answer did');
}

function broken(error: unknown, key: string): ModelFailure {
  const { message, cause } = error as { message?: string; cause?: { code?: string } };
  const why = `${message ?? 'unknown'} ${cause?.code ?? ''}`.replaceAll(key, '…').slice(0, 300).trim();
  return new ModelFailure(`No whole answer: ${why}`, '(The model cannot be reached, or broke off.)');
}
