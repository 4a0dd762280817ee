// Set up before each file of tests: fails the file if it, or a program that it starts, prints a token.
import { afterAll, expect } from 'vitest';
import { rendered } from './rendered.ts';
import { tokensIn } from './sample-tokens.ts';

declare global {
  /** The printed texts that hold a token. */
  var printedTokens: string[] | undefined;
}

type Output = { push: (chunk: Uint8Array | string | null) => boolean } | null;
interface Child {
  readonly spawnargs: readonly string[];
  readonly stdout: Output;
  readonly stderr: Output;
  once(event: 'spawn', listener: () => void): void;
}
/** The simulator's own program, which shows the tokens that it gives. */
const simulatorProgram = /simulator\/(?:dist|src)\/cli(?:\/main)?\.[jt]s$/;
type Channels = { subscribe(name: string, listener: (message: unknown) => void): void };
const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => Channels | undefined } };

// One in each realm: files that share a realm find its console watched already.
if (!globalThis.printedTokens) {
  globalThis.printedTokens = [];
  watchConsole(globalThis.printedTokens);
  watchChildren(globalThis.printedTokens);
}
const leaks = globalThis.printedTokens;

afterAll(() => {
  expect(leaks.splice(0)).toEqual([]);
});

function watchConsole(found: string[]): void {
  for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    const original = console[level].bind(console);
    console[level] = (...args: unknown[]) => {
      const text = args.map((arg) => (typeof arg === 'string' ? arg : rendered(arg))).join(' ');
      if (tokensIn(text).length > 0) found.push(text);
      original(...args);
    };
  }
}

/** Looks through what child processes print into a pipe, whether a test reads it or not. */
function watchChildren(found: string[]): void {
  process?.getBuiltinModule?.('node:diagnostics_channel')?.subscribe('child_process', (message) => {
    const { process: child } = message as { process: Child };
    child.once('spawn', () => {
      if (child.spawnargs.some((argument) => simulatorProgram.test(argument))) return;
      for (const stream of [child.stdout, child.stderr]) {
        if (!stream) continue;
        const push = stream.push.bind(stream);
        // A token may come in two pieces.
        let end = '';
        stream.push = (chunk) => {
          const text = end + (chunk instanceof Uint8Array ? new TextDecoder().decode(chunk) : (chunk ?? ''));
          if (chunk !== null && tokensIn(text).length > 0) found.push(text);
          end = text.slice(-200);
          return push(chunk);
        };
      }
    });
  });
}
