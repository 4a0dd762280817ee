import { createInterface } from 'node:readline';
import { type Output, UsageError } from '@synochat/command-line';
import type { Act, Person } from './survey-world.ts';

/** Asks on stderr and reads the answers from stdin, a line each. */
export interface Terminal {
  readonly ask: (question: string) => Promise<string>;
  readonly close: () => void;
}

/** Opens stdin, a terminal or a pipe. `ask` rejects with a `UsageError` if stdin ends, and with the reason of the signal. */
export function openTerminal(stdin: NodeJS.ReadableStream, { note }: Output, signal: AbortSignal): Terminal {
  const lines: string[] = [];
  const waiting: { readonly give: (line: string) => void; readonly end: () => void }[] = [];
  let isClosed = false;
  const reader = createInterface({ input: stdin });
  reader.on('line', (line) => {
    const next = waiting.shift();
    if (next) next.give(line);
    else lines.push(line);
  });
  const endAll = () => {
    isClosed = true;
    for (const { end } of waiting.splice(0)) end();
  };
  reader.on('close', endAll);
  signal.addEventListener('abort', endAll);
  return {
    ask(question) {
      signal.throwIfAborted();
      note(question);
      const line = lines.shift();
      if (line !== undefined) return Promise.resolve(line.trim());
      return new Promise((resolve, reject) => {
        const end = () => {
          reject(signal.aborted ? (signal.reason as Error) : new UsageError(stdinEnded));
        };
        if (isClosed) end();
        else
          waiting.push({
            give: (each) => {
              resolve(each.trim());
            },
            end,
          });
      });
    },
    close() {
      reader.close();
    },
  };
}

const stdinEnded = 'The answers ended: run synochat survey at a terminal, or add --quick';

const placeNames: Readonly<Record<Act['where'], string>> = { channel: 'in the channel', bot: 'to the bot' };

/** Creates a person who answers at a terminal. */
export function createTerminalPerson({ ask }: Terminal): Person {
  return {
    async act(act) {
      const what =
        act.kind === 'write'
          ? `${act.text.startsWith(' ') ? 'The next line begins with a blank.\n' : ''}Write this line ${placeNames[act.where]}, exactly:\n\n${act.text}\n`
          : `Press the button "${act.label}" ${act.where === 'bot' ? 'in the conversation with the bot' : 'in the channel'}.`;
      return !isSkipped(await ask(`${what}\nThen press Enter here (s: skip)`));
    },
    async yesNo({ text }) {
      const answer = await ask(`${text} [y/n, s: skip]`);
      return isSkipped(answer) ? undefined : /^(y|yes|j|ja|o|oui|s[ií])$/i.test(answer);
    },
    async choose(question, options) {
      const list = options.map((option, at) => `  ${at + 1}  ${option}`).join('\n');
      const answer = Number(await ask(`${question}\n${list}\nNumber (Enter: skip)`));
      return Number.isInteger(answer) && answer >= 1 && answer <= options.length ? answer - 1 : undefined;
    },
  };
}

function isSkipped(answer: string): boolean {
  return /^(s|skip)$/i.test(answer);
}
