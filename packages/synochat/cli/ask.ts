import { createInterface } from 'node:readline/promises';
import { Interrupted, UsageError } from '@synochat/command-line';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { checkAddressName } from './name.ts';
import type { NewAddress } from './save.ts';
import type { AddressKind } from './setting.ts';

type Ask = (question: string) => Promise<string>;

const titles: Readonly<Record<AddressKind, string>> = {
  webhook: 'a webhook (Chat › Integration › Incoming Webhooks)',
  bot: 'a bot (Chat › Integration › Bots, "Incoming URL")',
};

/**
 * Asks at a terminal for addresses until the user enters nothing, and checks each. Rejects with an `Interrupted` after
 * Ctrl+C or Ctrl+D.
 */
export async function askAddresses(
  { stdin, output, signal }: Context,
  check: (entry: NewAddress) => Promise<ExitCode>,
): Promise<readonly NewAddress[]> {
  const terminal = createInterface({ input: stdin, output: process.stderr });
  const end = new AbortController();
  for (const event of ['SIGINT', 'close'] as const)
    terminal.on(event, () => {
      end.abort();
    });
  const ask: Ask = async (question) => {
    try {
      return (await terminal.question(question, { signal: AbortSignal.any([end.signal, signal]) })).trim();
    } catch {
      throw new Interrupted('Interrupted: nothing was saved');
    }
  };
  try {
    output.note('Copy each URL from Chat. Enter alone goes on.');
    const entries: NewAddress[] = [];
    for (const kind of ['webhook', 'bot'] as const) {
      for (;;) {
        const isFirst = !entries.some((each) => each.kind === kind);
        const name = isFirst ? undefined : await askName(kind, ask, output.problem);
        if (name === '') break;
        const url = await ask(isFirst ? `URL of ${titles[kind]}: ` : `URL of the ${kind} "${name}": `);
        if (url === '') break;
        const entry = { kind, name, url };
        const isSaved = (await check(entry)) === exitCodes.done || (await ask('Save it all the same? (y/N) ')) === 'y';
        if (isSaved) entries.push(entry);
      }
    }
    return entries;
  } finally {
    terminal.close();
  }
}

/** Asks until the name is valid. Returns an empty text if the user enters nothing. */
async function askName(kind: AddressKind, ask: Ask, complain: (problem: string) => void): Promise<string> {
  for (;;) {
    const name = await ask(`Name of another ${kind}, such as backup: `);
    try {
      if (name !== '') checkAddressName(name, `a ${kind}`);
      return name;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(error.message);
    }
  }
}
