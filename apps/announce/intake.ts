/** Text as it comes, until its end or until `stop`, and all of it that was not settled yet. */
export interface Intake {
  readonly chunks: AsyncIterable<string>;
  /** Ends the chunks with what was read by then. */
  readonly stop: () => void;
  /** The first `length` characters of what is left have been dealt with. */
  settle(length: number): void;
  /** The text that was read and is not posted yet. */
  left(): string;
}

export function createIntake(input: AsyncIterable<string>): Intake {
  let left = '';
  let isStopped = false;
  let wake: () => void = () => undefined;

  async function* read(): AsyncGenerator<string> {
    const source = input[Symbol.asyncIterator]();
    while (!isStopped) {
      const next = source.next();
      // One promise a chunk: one for all of them would keep every chunk that was waited for.
      const result = await new Promise<IteratorResult<string, unknown> | undefined>((resolve, reject) => {
        wake = () => {
          resolve(undefined);
        };
        next.then(resolve, reject);
      });
      if (!result || result.done) return;
      left += result.value;
      yield result.value;
    }
  }

  return {
    chunks: read(),
    stop() {
      isStopped = true;
      wake();
    },
    settle(length) {
      left = left.slice(length);
    },
    left: () => left,
  };
}
