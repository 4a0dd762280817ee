import { keeper } from './app.ts';

/** On SIGTERM: accepts nothing new, answers what was asked, lets late work end, and exits. */
export function closeOnSigterm(close: () => Promise<unknown>): void {
  process.once('SIGTERM', () => {
    void end();
  });

  async function end(): Promise<void> {
    // Each has its limit: a client may never end its body, and work may hang.
    await within(1000, close());
    await within(10_000, keeper.settled());
    process.exit(0);
  }
}

function within(ms: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise((resolve) => setTimeout(resolve, ms))]);
}
