import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';
import { exitCodes } from './exit.ts';

type Style = Parameters<typeof styleText>[0];

/** What the program says: results on stdout, all else on stderr. */
export interface Output {
  /** Whether the result is JSON. */
  readonly json: boolean;
  /** Whether somebody watches stderr. */
  readonly watched: boolean;
  /** A line of the result, where it is for people. */
  readonly line: (text: string) => void;
  /** The result as JSON, where it was asked for. */
  readonly data: (value: unknown) => void;
  /** For whoever watches; not with `--quiet`. */
  readonly note: (text: string) => void;
  /** Always. */
  readonly problem: (text: string) => void;
  /** One line that the next thing to be said replaces; for whoever watches. */
  readonly progress: (text: string) => void;
  /** For stdout, where it shows colours. */
  readonly style: (style: Style, text: string) => string;
  /** From now on these never appear, whatever is said. */
  readonly hide: (secret: string) => void;
  /** Resolves when everything has left. */
  readonly flush: () => Promise<void>;
}

/** Speaks to these streams. Errors on stdout end in exit code 1, but a reader who has seen enough is none. */
export function createOutput(
  { stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>,
  { json = false, quiet = false }: { readonly json?: boolean; readonly quiet?: boolean },
): Output {
  const secrets = new Set<string>();
  const colours = isTerminal(stdout) && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const watched = isTerminal(stderr) && !quiet;
  let progressing = false;

  const mask = (text: string) => Array.from(secrets).reduce((masked, secret) => masked.replaceAll(secret, '…'), text);
  const write = (stream: WriteStream, text: string) => {
    if (progressing) stderr.write('\r\u001b[K');
    progressing = false;
    stream.write(`${mask(text)}\n`);
  };
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    stderr.write(`synochat: what it had to say could not be written (${error.code ?? 'unknown'})\n`);
    process.exitCode = exitCodes.failed;
  });
  stderr.on('error', () => undefined);

  return {
    json,
    watched,
    line(text) {
      if (!json && !quiet) write(stdout, text);
    },
    data(value) {
      if (json) write(stdout, JSON.stringify(value));
    },
    note(text) {
      if (!quiet) write(stderr, text);
    },
    problem(text) {
      write(stderr, `synochat: ${text}`);
    },
    progress(text) {
      if (!watched) return;
      stderr.write(`\r\u001b[K${mask(text).slice(0, stderr.columns - 1)}`);
      progressing = true;
    },
    style: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
    hide(secret) {
      // Anything shorter is no token, and would black out the words of everybody.
      if (secret.length >= 8) secrets.add(secret);
    },
    async flush() {
      for (const stream of [stdout, stderr]) await new Promise((resolve) => stream.write('', resolve));
    },
  };
}

/** What others wrote, without what moves the cursor, colours the terminal or turns the direction of reading. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

function isTerminal({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true;
}
