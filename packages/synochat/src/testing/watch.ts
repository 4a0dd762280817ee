// Set up before each file of tests: nothing that it makes the packages produce holds a secret of the suite.
import { afterAll, expect } from 'vitest';
import { Witness } from './witness.ts';

declare global {
  var witness: Witness | undefined;
}

type Output = { push: (chunk: Uint8Array | string | null) => boolean } | null;
interface Child {
  readonly stdout: Output;
  readonly stderr: Output;
  once(event: 'spawn', listener: () => void): void;
}
type Channels = { subscribe(name: string, listener: (message: unknown) => void): void };
const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => Channels | undefined } };

// One in each realm: files that share one find what is watched already.
if (!globalThis.witness) {
  globalThis.witness = new Witness();
  watchConsole(globalThis.witness);
  watchChildren(globalThis.witness);
}
const { witness } = globalThis;

afterAll(async () => {
  expect(await witness.leaks()).toEqual([]);
});

function watchConsole(watching: Witness): void {
  for (const level of ['debug', 'error', 'info', 'log', 'warn'] as const) {
    const original = console[level].bind(console);
    console[level] = (...args: unknown[]) => {
      for (const arg of args) watching.see('lines', String(arg));
      original(...args);
    };
  }
}

/** What child processes print, read or not. */
function watchChildren(watching: Witness): void {
  process?.getBuiltinModule?.('node:diagnostics_channel')?.subscribe('child_process', (message) => {
    const { process: child } = message as { process: Child };
    child.once('spawn', () => {
      for (const stream of [child.stdout, child.stderr]) {
        if (!stream) continue;
        const push = stream.push.bind(stream);
        // A secret may come in two pieces.
        let end = '';
        stream.push = (chunk) => {
          const text = end + (chunk instanceof Uint8Array ? new TextDecoder().decode(chunk) : (chunk ?? ''));
          if (chunk !== null) watching.see('lines', text);
          end = text.slice(-200);
          return push(chunk);
        };
      }
    });
  });
}
