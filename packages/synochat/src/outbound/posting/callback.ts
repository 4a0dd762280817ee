import type { Failure } from '../../shared/failure.ts';
import { abortable } from '../../shared/timer.ts';
import { callbackFailure } from '../exchange/failures.ts';

/** Calls and awaits a function of the caller, and returns the failure of the function. Throws only the signal's reason. */
export async function callBack<Report>(
  name: 'onPosted' | 'onRetry',
  action: ((report: Report) => void | Promise<void>) | undefined,
  report: Report,
  signal: AbortSignal | undefined,
): Promise<Failure | undefined> {
  try {
    await abortable((async () => action?.(report))(), signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return callbackFailure(error, name);
  }
  return undefined;
}
