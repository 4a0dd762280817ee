import type { ChatUser } from 'synochat';

/** A user, by the id in the bot's list of users. No other id counts. */
export interface Person {
  readonly id: number;
  readonly name: string;
}

export type Verdict = 'approve' | 'reject';

/** A request to deploy, and the decision. */
export interface Request {
  readonly id: string;
  readonly target: string;
  readonly asker: Person;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly decision?: { readonly verdict: Verdict; readonly by: Person } | undefined;
}

/** A pressed button under a request. */
export interface Press {
  readonly requestId: string;
  readonly verdict: Verdict;
  readonly by: Person;
}

/** The result of a press. */
export type Outcome =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'own'; readonly request: Request }
  | { readonly kind: 'expired'; readonly request: Request }
  /** The first press decides; `isNew` is true for the first press only. */
  | { readonly kind: 'decided'; readonly request: Decided; readonly isNew: boolean };

export type Decided = Request & { readonly decision: NonNullable<Request['decision']> };

/** Minutes until a request expires. */
export const lifetime = 60;

/** The number of stored requests: a press on an old request is answered with the decision. */
const maxRequests = 50;

/**
 * Returns the author of an event, from the bot's list of users; undefined unless exactly one user can be the author.
 *
 * The events of a bot hold the id in the list. The id of a slash command may belong to another user (one report), and the
 * name may be a nickname, which users change freely. A slash command is therefore accepted only if the user with the id
 * has the name, and no other user has the name, not even a deleted user.
 */
export function identify(users: readonly ChatUser[], { id, name }: Person, event: 'slash' | 'bot'): Person | undefined {
  const user = users.find((each) => each.id === id && !each.deleted && !each.disabled);
  if (!user) return undefined;
  if (event === 'slash') {
    const wanted = name.toLowerCase();
    const namesakes = users.filter((each) =>
      [each.name, each.nickname].some((eachName) => eachName.toLowerCase() === wanted),
    );
    // A user without a nickname has an empty nickname.
    if (wanted === '' || namesakes.length !== 1 || namesakes[0] !== user) return undefined;
  }
  // Users cannot change `name`, only the nickname.
  return { id, name: user.name };
}

/** Adds a request, newest first. If a request is open, returns the open request and changes nothing. */
export function ask(
  requests: readonly Request[],
  wish: Request,
): { readonly requests: readonly Request[]; readonly open?: Request } {
  const open = openAt(requests, wish.askedAt);
  return open ? { requests, open } : { requests: [wish, ...requests].slice(0, maxRequests) };
}

/** Cancels the open request if the person is the asker. Returns the request as `open` in both cases. */
export function cancel(
  requests: readonly Request[],
  { by, now }: { readonly by: Person; readonly now: number },
): { readonly requests: readonly Request[]; readonly open?: Request; readonly isCancelled: boolean } {
  const open = openAt(requests, now);
  if (!open) return { requests, isCancelled: false };
  if (open.asker.id !== by.id) return { requests, open, isCancelled: false };
  return { requests: release(requests, open.id), open, isCancelled: true };
}

/** Returns the requests without an undecided request. */
export function release(requests: readonly Request[], requestId: string): readonly Request[] {
  return requests.filter((request) => request.id !== requestId || isDecided(request));
}

/** Returns the outcome of a press, and the new requests. */
export function decide(
  requests: readonly Request[],
  { requestId, verdict, by }: Press,
  { approvers, now }: { readonly approvers: readonly number[]; readonly now: number },
): { requests: readonly Request[]; outcome: Outcome } {
  const unchanged = (outcome: Outcome) => ({ requests, outcome });
  if (!approvers.includes(by.id)) return unchanged({ kind: 'stranger' });
  const request = requests.find(({ id }) => id === requestId);
  if (!request) return unchanged({ kind: 'unknown' });
  if (isDecided(request)) return unchanged({ kind: 'decided', request, isNew: false });
  if (by.id === request.asker.id) return unchanged({ kind: 'own', request });
  if (isExpired(request, now)) return unchanged({ kind: 'expired', request });
  const decided = { ...request, decision: { verdict, by } };
  return {
    requests: requests.map((each) => (each === request ? decided : each)),
    outcome: { kind: 'decided', request: decided, isNew: true },
  };
}

function openAt(requests: readonly Request[], now: number): Request | undefined {
  return requests.find((request) => !isDecided(request) && !isExpired(request, now));
}

function isDecided(request: Request): request is Decided {
  return request.decision !== undefined;
}

function isExpired({ askedAt }: Request, now: number): boolean {
  return now - askedAt >= lifetime * 60_000;
}
