import { commonExitCodes, Interrupted, UsageError } from '@synochat/command-line';
import { SendError } from 'synochat';

/** The exit codes for scripts. The numbers never change. */
export const exitCodes = { ...commonExitCodes, later: 3, unknown: 4, partly: 5 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit codes in the order of `synochat help exit-codes`. */
export const exitMeanings: readonly (readonly [code: ExitCode, meaning: string])[] = [
  [exitCodes.done, 'delivered; or the requested list, help or event is printed'],
  [exitCodes.failed, 'not delivered, and a retry will not help'],
  [exitCodes.usage, 'a mistake on the command line or in the configuration; nothing was sent'],
  [exitCodes.later, 'not delivered and nothing was posted: a later retry may succeed'],
  [exitCodes.unknown, 'perhaps delivered: look into Chat before you send again'],
  [exitCodes.partly, 'delivered in part, or to some of the users'],
  [exitCodes.interrupted, 'interrupted: a message may have been posted'],
];

/** Returns the exit code of an error. A `TypeError` or `RangeError` of the library is a mistake of the caller. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof SendError) return sendExitCode([error], 0);
  return isArgumentError(error) ? exitCodes.usage : exitCodes.failed;
}

/** Returns whether a wrong argument is the cause of an error. */
export function isArgumentError(error: unknown): boolean {
  return error instanceof UsageError || error instanceof TypeError || error instanceof RangeError;
}

/** Returns the exit code of failures beside a number of deliveries. An unknown delivery outweighs every other result. */
export function sendExitCode(errors: readonly SendError[], sent: number): ExitCode {
  if (errors.length === 0) return exitCodes.done;
  if (errors.some(({ posted }) => posted === 'unknown')) return exitCodes.unknown;
  if (sent > 0 || errors.some(({ posted }) => posted === 'partly')) return exitCodes.partly;
  return errors.every(({ retryable }) => retryable) ? exitCodes.later : exitCodes.failed;
}
