/** The exit codes of every program. The numbers never change. */
export const commonExitCodes = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** A mistake on the command line, in a variable or in a file. The message says how to correct the mistake. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The reason of a signal that ended the work, such as Ctrl+C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
