import { styleText } from 'node:util';
import { commonExitCodes } from './exit.ts';
import { harmless, harmlessJson, harmlessLines } from './harmless.ts';
import { maskMessage, maskResult, maskValue } from './mask.ts';

type Style = Parameters<typeof styleText>[0];

/** The output of a program: results on stdout, messages on stderr. */
export interface Output {
  /** Whether the result is JSON. */
  readonly json: boolean;
  /** Whether stderr is a terminal, without `--quiet`. */
  readonly watched: boolean;
  /** Prints a line of the result, unless the result is JSON. */
  readonly line: (text: string) => void;
  /** Prints the result as JSON, if `--json` asks for JSON. */
  readonly data: (value: unknown) => void;
  /** Prints a message, unless `--quiet` forbids messages. */
  readonly note: (text: string) => void;
  /** Prints an error. */
  readonly problem: (text: string) => void;
  /** Shows a line on a terminal until the next output replaces the line. */
  readonly progress: (text: string) => void;
  /** Colours a text for stdout, if stdout shows colours. */
  readonly style: (style: Style, text: string) => string;
  /** Hides a secret in all later output. */
  readonly hide: (secret: string) => void;
  /** Resolves after both streams have written everything. */
  readonly flush: () => Promise<void>;
}

interface OutputOptions {
  /** The name of the program, which begins every error. */
  readonly program: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Creates the output of a program. No token and no control character reaches a stream. An error of stdout sets the exit
 * code to 1, unless the reader closed the pipe.
 */
export function createOutput(
  { stdout, stderr, env }: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>,
  { program, json = false, quiet = false }: OutputOptions,
): Output {
  const secrets = new Set<string>();
  const colours = isTerminal(stdout) && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  const watched = isTerminal(stderr) && !quiet;
  let isProgressing = false;
  let isMaskReported = quiet;

  const hideSecrets = (text: string) =>
    Array.from(secrets).reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
  const clear = () => {
    if (isProgressing) stderr.write('\r\u001b[K');
    isProgressing = false;
  };
  // All output passes one of these two functions.
  const writeMessage = (text: string) => {
    clear();
    stderr.write(`${harmlessLines(maskMessage(hideSecrets(text)))}\n`);
  };
  const writeResult = (text: string) => {
    clear();
    stdout.write(`${text}\n`);
  };
  const maskAndReport = (text: string) => {
    const original = hideSecrets(text);
    const shown = maskResult(original);
    // A reader must not mistake the masked text for the original.
    if (shown !== original && !isMaskReported) writeMessage('Texts that look like a token are shown as …');
    if (shown !== original) isMaskReported = true;
    return shown;
  };
  stdout.on('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') return;
    stderr.write(`${program}: The output cannot be written (${code})\n`);
    process.exitCode = commonExitCodes.failed;
  });
  stderr.on('error', () => undefined);

  return {
    json,
    watched,
    line(text) {
      if (!json && !quiet) writeResult(harmlessLines(maskAndReport(text), colours));
    },
    data(value) {
      if (!json) return;
      const copy: unknown = JSON.parse(JSON.stringify(value));
      writeResult(harmlessJson(JSON.stringify(maskValue(copy, maskAndReport))));
    },
    note(text) {
      if (!quiet) writeMessage(text);
    },
    problem(text) {
      writeMessage(`${program}: ${text}`);
    },
    progress(text) {
      if (!watched) return;
      stderr.write(`\r\u001b[K${harmless(maskMessage(hideSecrets(text))).slice(0, stderr.columns - 1)}`);
      isProgressing = true;
    },
    style: (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text),
    hide(secret) {
      // A shorter text is no token, and hiding the text would black out ordinary words.
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
