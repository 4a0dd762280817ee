import { UsageError } from './exit.ts';

/** Returns the value of `--port` as a number. Throws a `UsageError` if the text is no port. */
export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError('--port must be a whole number from 0 to 65535');
  return port;
}
