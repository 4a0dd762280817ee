import { SendError } from 'synochat';

/** What a script can tell from the exit code. These numbers never change. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  later: 3,
  unknown: 4,
  partly: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** In the order of the numbers, as `--help` shows them. */
export const exitMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.done, 'delivered; or what was asked for is printed'],
  [exitCodes.failed, 'not delivered, and the same again will not help'],
  [exitCodes.usage, 'a mistake on the command line or in the configuration; nothing was sent'],
  [exitCodes.later, 'not delivered and nothing was posted: later it may go through'],
  [exitCodes.unknown, 'perhaps delivered: look into Chat before it is sent again'],
  [exitCodes.partly, 'delivered in part, or to some of the users'],
  [exitCodes.interrupted, 'interrupted; what was being sent may be there'],
];

/** A mistake of whoever typed the command or wrote the configuration: its message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Why the work was ended from outside. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof SendError) return sendExitCode([error], 0);
  // The library's own for what it was given.
  const isArgument = error instanceof UsageError || error instanceof TypeError || error instanceof RangeError;
  return isArgument ? exitCodes.usage : exitCodes.failed;
}

/** What some failures beside some successes come to: the doubt before all else. */
export function sendExitCode(errors: readonly SendError[], sent: number): ExitCode {
  if (errors.length === 0) return exitCodes.done;
  if (errors.some(({ posted }) => posted === 'unknown')) return exitCodes.unknown;
  if (sent > 0 || errors.some(({ posted }) => posted === 'partly')) return exitCodes.partly;
  return errors.every(({ retryable }) => retryable) ? exitCodes.later : exitCodes.failed;
}
