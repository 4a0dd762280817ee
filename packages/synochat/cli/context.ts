import type { Output } from '@synochat/command-line';
import type { Flags } from './flags.ts';
import type { Settings } from './settings.ts';

/** The arguments of a command. */
export interface Context {
  readonly words: readonly string[];
  readonly flags: Flags;
  readonly settings: Settings;
  readonly output: Output;
  readonly stdin: NodeJS.ReadStream;
  /** Ctrl+C aborts the signal with an `Interrupted`. */
  readonly signal: AbortSignal;
}
