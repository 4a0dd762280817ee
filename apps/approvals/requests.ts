import type { ChatUser } from 'synochat';

/** A user by the id that the bot knows: the only one that counts. */
export interface Person {
  readonly id: number;
  readonly name: string;
}

export type Verdict = 'approve' | 'reject';

/** A wish to deploy, and what was decided on it. */
export interface Request {
  readonly id: string;
  readonly target: string;
  readonly asker: Person;
  /** Milliseconds since 1970. */
  readonly askedAt: number;
  readonly decision?: { readonly verdict: Verdict; readonly by: Person } | undefined;
}

/** A button that was pressed under a request. */
export interface Press {
  readonly requestId: string;
  readonly verdict: Verdict;
  readonly by: Person;
}

/** What a press came to. */
export type Outcome =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'own'; readonly request: Request }
  | { readonly kind: 'expired'; readonly request: Request }
  /** The first press decides; `isNew` is true for that one alone. */
  | { readonly kind: 'decided'; readonly request: Decided; readonly isNew: boolean };

export type Decided = Request & { readonly decision: NonNullable<Request['decision']> };

/** Minutes after which nobody can decide on a request any more. */
export const lifetime = 60;

/** How many requests are remembered, so that late presses hear what became of theirs. */
const remembered = 50;

/**
 * The user of the bot's list who wrote something; undefined unless there is exactly one who can have.
 *
 * The events of a bot bring the id that counts. The id of a slash command may be another user's (one report), and its
 * name may be a nickname, which users change as they like. A slash command is therefore taken only if its id and its
 * name agree: the user with that id bears the name, and nobody else does, not even a user who is deleted.
 */
export function identify(users: readonly ChatUser[], { id, name }: Person, event: 'slash' | 'bot'): Person | undefined {
  const user = users.find((each) => each.id === id && !each.deleted && !each.disabled);
  if (!user) return undefined;
  if (event === 'slash') {
    const wanted = name.toLowerCase();
    const bearers = users.filter((each) => [each.name, each.nickname].some((own) => own.toLowerCase() === wanted));
    // Without a nickname there is an empty one, which is no name.
    if (wanted === '' || bearers.length !== 1 || bearers[0] !== user) return undefined;
  }
  // The name that users cannot change themselves.
  return { id, name: user.name };
}

/** Adds the wish to the requests, newest first, unless one is open: then `open` is that one, and nothing changes. */
export function ask(
  requests: readonly Request[],
  wish: Request,
): { readonly requests: readonly Request[]; readonly open?: Request } {
  const open = openAt(requests, wish.askedAt);
  return open ? { requests, open } : { requests: [wish, ...requests].slice(0, remembered) };
}

/** Takes back the request that is open, if it is this person's; `open` is the one that was open. */
export function cancel(
  requests: readonly Request[],
  { by, now }: { readonly by: Person; readonly now: number },
): { readonly requests: readonly Request[]; readonly open?: Request; readonly isCancelled: boolean } {
  const open = openAt(requests, now);
  if (!open) return { requests, isCancelled: false };
  if (open.asker.id !== by.id) return { requests, open, isCancelled: false };
  return { requests: release(requests, open.id), open, isCancelled: true };
}

/** The requests without that one, unless it was decided. */
export function release(requests: readonly Request[], requestId: string): readonly Request[] {
  return requests.filter((request) => request.id !== requestId || isDecided(request));
}

/** What this press comes to, and the requests after it. */
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
