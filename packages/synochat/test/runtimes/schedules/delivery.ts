import type { SentToUsers } from '../../../src/index.ts';
import type { Dice } from './dice.ts';

/** A text on its way to one place, and what the sender was told of it. */
export interface Delivery {
  readonly address: string;
  readonly userId: number | undefined;
  text: string;
  /** Whether it keeps its turn among those of its integration. */
  readonly inLine: boolean;
  readonly abort: Abort;
  /** An error that is no `SendError` is a mistake, of the library or of this test. */
  outcome: 'none' | 'posted' | 'aborted' | Error;
  endedAt: number;
}

interface Abort {
  readonly signal: AbortSignal | undefined;
  /** Lets the time run until it comes. */
  start(): void;
  /** When it came. */
  at(): number;
}

const reason = new Error('no longer wanted');

/** Sends it, and notes how that ends. */
export async function watch(
  delivery: Delivery,
  send: (text: string, userId: number | undefined) => Promise<unknown>,
): Promise<void> {
  const sending = send(delivery.text, delivery.userId);
  delivery.abort.start();
  const outcome = await sending.then(() => 'posted' as const, told);
  Object.assign(delivery, { outcome, endedAt: performance.now() });
}

/** Sends the same text to many users at once, and notes how that ends for each. */
export async function watchMany(
  deliveries: readonly Delivery[],
  send: (text: string, userIds: readonly number[]) => Promise<SentToUsers>,
): Promise<void> {
  const { text = '', abort } = { ...deliveries[0] };
  for (const delivery of deliveries) delivery.text = text;
  const sending = send(
    text,
    deliveries.map(({ userId = 0 }) => userId),
  );
  abort?.start();
  const outcomeOf = await sending.then(
    ({ sent, failed }) =>
      ({ userId }: Delivery) => {
        const outcomes = [
          ...sent.filter((each) => each.userId === userId).map(() => 'posted' as const),
          ...failed.filter((each) => each.userId === userId).map(({ error }) => error),
        ];
        return outcomes.length === 1 ? outcomes[0] : new Error('a user is in both lists, or in neither');
      },
    (error: unknown) => () => told(error),
  );
  for (const delivery of deliveries)
    Object.assign(delivery, { outcome: outcomeOf(delivery), endedAt: performance.now() });
}

function told(error: unknown): Delivery['outcome'] {
  return error === reason ? 'aborted' : (error as Error);
}

/** None, or one before the call, right after it, or some time later. */
export function drawAbort(dice: Dice): Abort {
  if (dice.hits(0.7)) return { signal: undefined, start: () => undefined, at: () => Number.POSITIVE_INFINITY };
  const controller = new AbortController();
  let at = Number.POSITIVE_INFINITY;
  const end = () => {
    at = Math.min(at, performance.now());
    controller.abort(reason);
  };
  if (dice.hits(0.1)) end();
  const delay = dice.below(6000);
  const start = () => {
    if (delay < 500) end();
    // At a time of its own: nothing else happens then.
    else setTimeout(end, delay + 0.123);
  };
  return { signal: controller.signal, start, at: () => at };
}
