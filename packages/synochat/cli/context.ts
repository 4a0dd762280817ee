import type { Flags } from './arguments.ts';
import type { Output } from './output.ts';
import type { Settings } from './settings.ts';

/** What a command works with. */
export interface Context {
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly settings: Settings;
  readonly output: Output;
  readonly stdin: NodeJS.ReadStream;
  /** Aborted by Ctrl+C, with an `Interrupted`. */
  readonly signal: AbortSignal;
}
