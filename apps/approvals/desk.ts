import { DurableObject } from 'cloudflare:workers';
import { ask, cancel, decide, type Outcome, type Person, type Press, type Request, release } from './requests.ts';

/**
 * Where the requests for one target are decided, one press after the other, wherever in the world they arrive.
 *
 * One object a target, not one a request: it sees that a request is open already, needs no alarm to clean up, and is
 * one row, which is read and written while no other event comes in between.
 */
export class Desk extends DurableObject {
  /** Opens a request, unless there is an open one already: resolves with that one. */
  async ask(wish: Omit<Request, 'askedAt'>): Promise<Request | undefined> {
    const { requests, open } = ask(await this.#read(), { ...wish, askedAt: Date.now() });
    // The answer leaves when this is on disk (Cloudflare's output gates).
    await this.ctx.storage.put('requests', requests);
    return open;
  }

  /** Takes the open request back if it is this person's; resolves with it, or with whose it is. */
  async cancel(by: Person): Promise<{ readonly open?: Request; readonly isCancelled: boolean }> {
    const { requests, ...cancelled } = cancel(await this.#read(), { by, now: Date.now() });
    await this.ctx.storage.put('requests', requests);
    return cancelled;
  }

  /** Forgets a request that nobody was asked about. */
  async release(requestId: string): Promise<void> {
    await this.ctx.storage.put('requests', release(await this.#read(), requestId));
  }

  /** What the press comes to; of all presses under a request one is the first. */
  async decide(press: Press, approvers: readonly number[]): Promise<Outcome> {
    const { requests, outcome } = decide(await this.#read(), press, { approvers, now: Date.now() });
    await this.ctx.storage.put('requests', requests);
    return outcome;
  }

  async #read(): Promise<readonly Request[]> {
    return (await this.ctx.storage.get<readonly Request[]>('requests')) ?? [];
  }
}

/** What is used of the binding whose class is `Desk`; a name is a target. */
export interface DeskNamespace {
  getByName(target: string): Pick<Desk, 'ask' | 'cancel' | 'release' | 'decide'>;
}
