import type { Server } from './hostile-server.ts';
import type { Piece } from './raw-http.ts';

/** The reply: an HTTP answer, or only the end of the connection. */
export type Answer =
  | {
      readonly status: number | readonly number[];
      readonly body?: string | RegExp;
      readonly allow?: string;
      /** Where the runtime resets a client that still sends, which may be what reaches it first. */
      readonly orHungUp?: true;
    }
  | 'hung up';

export interface Hostile {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly answer: Answer;
  /** Where the server itself answers before the library sees anything, or passes on something else. */
  readonly except?: Partial<Record<Server, Answer>>;
  /** The further bytes that a server waits for before the answer. */
  readonly more?: Partial<Record<Server, readonly Piece[]>>;
}

export const tooLarge = { status: 413, body: 'body too large' };
export const tooSlow = { status: 408, body: 'body timeout' };
export const invalid = { status: 400, body: 'body invalid' };
export const unauthorized = { status: 401, body: '' };
/** An answer that no part of the library wrote. */
export const bad = { status: 400, body: /^(?!body|field)/ };
export const accepted = { status: 200, body: /"text":"Ping"/ };
/** Deno drops a body that nobody has read yet when the client ends its half: a handler of one line loses every other. */
export const takenOrDropped = { status: [200, 400], body: /"text":"Ping"|^body invalid$/ };
