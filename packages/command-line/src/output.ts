import { styleText } from 'node:util';
import { exitCodes } from './exit.ts';
import { harmless, harmlessJson, harmlessLines } from './harmless.ts';
import { masked, maskedResult, maskedValue } from './masked.ts';

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

  let isMaskTold = quiet;

  const unknown = (text: string) => Array.from(secrets).reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  const clear = () => {
    if (progressing) stderr.write('\r\u001b[K');
    progressing = false;
  };
  // Every output leaves by these two: without tokens, and harmless for a terminal.
  const report = (text: string) => {
    clear();
    stderr.write(`${harmlessLines(masked(unknown(text)), false)}\n`);
  };
  const result = (text: string) => {
    clear();
    stdout.write(`${text}\n`);
  };
  const maskResult = (text: string) => {
    const known = unknown(text);
    const shown = maskedResult(known);
    // A reader must not mistake the masked text for the original.
    if (shown !== known && !isMaskTold) report('Texts that look like a token are shown as …');
    if (shown !== known) isMaskTold = true;
    return shown;
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
      if (!json && !quiet) result(harmlessLines(maskResult(text), colours));
    },
    data(value) {
      if (!json) return;
      const copy: unknown = JSON.parse(JSON.stringify(value));
      result(harmlessJson(JSON.stringify(maskedValue(copy, maskResult))));
    },
    note(text) {
      if (!quiet) report(text);
    },
    problem(text) {
      report(`synochat: ${text}`);
    },
    progress(text) {
      if (!watched) return;
      stderr.write(`\r\u001b[K${harmless(masked(unknown(text))).slice(0, stderr.columns - 1)}`);
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

function isTerminal({ isTTY }: { readonly isTTY?: boolean }): boolean {
  return isTTY === true;
}
