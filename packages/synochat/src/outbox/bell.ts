import { after } from '../shared/timer.ts';

/** Ends a sleep early. A ring while nobody sleeps ends the next sleep at once. */
export class Bell {
  #wasRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#wasRung = true;
    this.#wake?.();
  }

  /** Resolves after `ms` milliseconds, or at a ring. */
  async sleep(ms: number): Promise<void> {
    if (!this.#wasRung)
      await new Promise<void>((resolve) => {
        const stop = after(ms, resolve);
        this.#wake = () => {
          stop();
          resolve();
        };
      });
    this.#wasRung = false;
  }
}
