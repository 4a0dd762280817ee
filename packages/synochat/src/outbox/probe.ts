import { type Address, callChat, SendError } from '../index.ts';
import type { OutboxOptions } from './options.ts';
import type { RouteState } from './store.ts';

/**
 * Returns the fault of the route if it certainly is there still, by a call without a message, which posts nothing. Some
 * faults show only with a message: the head of the queue is then the probe.
 */
export async function findFault(
  address: Address,
  { apiCode }: RouteState,
  { fetch, timeout }: Pick<OutboxOptions, 'fetch' | 'timeout'>,
): Promise<SendError | undefined> {
  try {
    await callChat(address, 'incoming', {}, { fetch, timeout });
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    // Chat was not reached, or not started, or it names the same fault as before.
    const isSame = error.apiCode === apiCode && error.code !== 'api_error';
    const isAway = error.apiCode === undefined || error.code === 'chat_unavailable';
    if (error.fault === 'route' && (isAway || isSame)) return error;
  }
  return undefined;
}
