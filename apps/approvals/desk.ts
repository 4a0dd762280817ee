import { DurableObject } from 'cloudflare:workers';
import { ask, cancel, decide, type Outcome, type Person, type Press, type Request, release } from './requests.ts';

/**
 * Decides the requests for one target, one press after the other, wherever in the world the presses arrive.
 *
 * There is one object for each target, not for each request. The object knows about an open request, needs no alarm to
 * clean up, and is one row, which is read and written without an event in between.
 */
export class Desk extends DurableObject {
  /** Opens a request. If a request is open, resolves with the open request instead. */
  async ask(wish: Omit<Request, 'askedAt'>): Promise<Request | undefined> {
    const { requests, open } = ask(await this.#read(), { ...wish, askedAt: Date.now() });
    // The answer leaves after the write to disk (Cloudflare's output gates).
    await this.ctx.storage.put('requests', requests);
    return open;
  }

  /** Cancels the open request if the person is the asker. Resolves with the open request. */
  async cancel(by: Person): Promise<{ readonly open?: Request; readonly isCancelled: boolean }> {
    const { requests, ...cancelled } = cancel(await this.#read(), { by, now: Date.now() });
    await this.ctx.storage.put('requests', requests);
    return cancelled;
  }

  /** Removes a request if no approver was asked. */
  async release(requestId: string): Promise<void> {
    await this.ctx.storage.put('requests', release(await this.#read(), requestId));
  }

  /** Resolves with the outcome of a press. Exactly one press under a request is the first. */
  async decide(press: Press, approvers: readonly number[]): Promise<Outcome> {
    const { requests, outcome } = decide(await this.#read(), press, { approvers, now: Date.now() });
    await this.ctx.storage.put('requests', requests);
    return outcome;
  }

  async #read(): Promise<readonly Request[]> {
    return (await this.ctx.storage.get<readonly Request[]>('requests')) ?? [];
  }
}

/** The used part of the binding for the class `Desk`. A name is a target. */
export interface DeskNamespace {
  getByName(target: string): Pick<Desk, 'ask' | 'cancel' | 'release' | 'decide'>;
}
