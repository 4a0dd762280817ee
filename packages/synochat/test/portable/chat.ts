import { createSimulator, type SimulatorOptions } from 'synochat-simulator';

/** A Chat server in this process, the webhook of a channel on it, and what was posted there. */
export function createChat({
  delay = () => 0,
  ...options
}: SimulatorOptions & { delay?: (() => number) | undefined } = {}) {
  // Stricter than the simulator's own 450 ms: the pace of 505 ms has to keep to the longest interval that was reported.
  const nas = createSimulator({ rateInterval: 500, now: () => performance.now(), ...options });
  const { url, token } = nas.addIncoming({ channel: 'general' });
  const fetch = async (address: string, init: RequestInit) => {
    // Half of it on the way there: what counts for Chat is when a post arrives.
    const half = delay() / 2;
    if (half > 0) await wait(half, init.signal);
    const response = await nas.fetch(address, init);
    if (half > 0) await wait(half, init.signal);
    return response;
  };
  return {
    nas,
    url,
    token,
    fetch,
    texts: () => nas.posts('general').map(({ text }) => text),
    /** Milliseconds at which the posts were taken. */
    times: () => nas.posts('general').map(({ sentAt }) => sentAt.getTime()),
    /** The code of each answer, 0 for success. */
    codes: () => nas.exchanges().map(({ response }) => Number(/"code":(\d+)/.exec(response?.body ?? '')?.[1] ?? 0)),
  };
}

function wait(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
