/** A text stream that can be stopped, and the part of the text that is not posted yet. */
export interface Intake {
  readonly chunks: AsyncIterable<string>;
  /** Ends the chunks after the text read so far. */
  readonly stop: () => void;
  /** Removes the first `length` characters from the pending text. */
  done(length: number): void;
  /** Returns the text that was read and is not posted yet. */
  pending(): string;
}

export function createIntake(input: AsyncIterable<string>): Intake {
  let pending = '';
  let isStopped = false;
  let wake: () => void = () => undefined;

  async function* readChunks(): AsyncGenerator<string> {
    const source = input[Symbol.asyncIterator]();
    while (!isStopped) {
      const next = source.next();
      // One promise for each chunk: a single promise for the whole input would keep every chunk in memory.
      const result = await new Promise<IteratorResult<string, unknown> | undefined>((resolve, reject) => {
        wake = () => {
          resolve(undefined);
        };
        next.then(resolve, reject);
      });
      if (!result || result.done) return;
      pending += result.value;
      yield result.value;
    }
  }

  return {
    chunks: readChunks(),
    stop() {
      isStopped = true;
      wake();
    },
    done(length) {
      pending = pending.slice(length);
    },
    pending: () => pending,
  };
}
