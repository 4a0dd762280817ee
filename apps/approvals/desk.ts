import { DurableObject } from 'cloudflare:workers';
import { ask, decide, type Outcome, type Press, type Request } from './requests.ts';

/**
 * Where the requests for one target are decided, one press after the other, wherever in the world they arrive.
 *
 * One object a target, not one a request: it sees that a request is open already, needs no alarm to clean up, and is
 * one row, which is read and written while no other event comes in between.
 */
export class Desk extends DurableObject {
  /** The new request, or the one that is open already. */
  async ask(wish: Omit<Request, 'askedAt'>): Promise<Request> {
    const { requests, request } = ask(await this.#read(), { ...wish, askedAt: Date.now() });
    // The answer leaves when this is on disk (Cloudflare's output gates).
    await this.ctx.storage.put('requests', requests);
    return request;
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
  getByName(target: string): Pick<Desk, 'ask' | 'decide'>;
}
