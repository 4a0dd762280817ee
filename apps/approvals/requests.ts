/** Whoever wrote or pressed something, as Chat names them. */
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
 * The request that waits for a decision, and the requests with it, newest first: the new one, or one that is open
 * already. The same wish may come twice, as a server that got no answer repeats it.
 */
export function ask(requests: readonly Request[], wish: Request): { requests: readonly Request[]; request: Request } {
  const open = requests.find((request) => !request.decision && !isExpired(request, wish.askedAt));
  if (open) return { requests, request: open };
  return { requests: [wish, ...requests].slice(0, remembered), request: wish };
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
  if (isSame(by, request.asker)) return unchanged({ kind: 'own', request });
  if (isExpired(request, now)) return unchanged({ kind: 'expired', request });
  const decided = { ...request, decision: { verdict, by } };
  return {
    requests: requests.map((each) => (each === request ? decided : each)),
    outcome: { kind: 'decided', request: decided, isNew: true },
  };
}

/** By name too: the id that a slash command brings can differ from the one that a bot hears (one report). */
export function isSame(one: Person, other: Person): boolean {
  return one.id === other.id || one.name === other.name;
}

function isDecided(request: Request): request is Decided {
  return request.decision !== undefined;
}

function isExpired({ askedAt }: Request, now: number): boolean {
  return now - askedAt >= lifetime * 60_000;
}
