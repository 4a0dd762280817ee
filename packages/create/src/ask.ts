import { createInterface } from 'node:readline/promises';
import { Interrupted } from '@synochat/command-line';
import { isChoice } from './choices.ts';

/** Asks questions in a terminal. */
export interface Ask {
  /** Returns the answer, or the default for an empty answer. */
  text(question: string, byDefault: string): Promise<string>;
  /** Returns the chosen word, or the first for an empty answer. Asks again after any other answer. */
  choice<Choice extends string>(question: string, choices: readonly [Choice, ...Choice[]]): Promise<Choice>;
  close(): void;
}

/** Creates the questions for a terminal. A question rejects with `Interrupted` after Ctrl+C and at the end of the input. */
export function createAsk(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Ask {
  const terminal = createInterface({ input, output });
  const stop = new AbortController();
  terminal.once('close', () => {
    stop.abort();
  });

  async function text(question: string, byDefault: string): Promise<string> {
    try {
      const answer = await terminal.question(`${question} (${byDefault}): `, { signal: stop.signal });
      return answer.trim() === '' ? byDefault : answer.trim();
    } catch (error) {
      throw new Interrupted('The questions were not answered: nothing was created.', { cause: error });
    }
  }

  return {
    text,
    async choice(question, choices) {
      for (;;) {
        const answer = await text(`${question}: ${choices.join(', ')}`, choices[0]);
        if (isChoice(choices, answer)) return answer;
        output.write(`Answer with one of ${choices.join(', ')}.\n`);
      }
    },
    close: () => {
      terminal.close();
    },
  };
}
