/** A change. Look up the current state, which may have changed again. */
export type Change =
  | { readonly kind: 'post' | 'replaced'; readonly postId: string }
  | { readonly kind: 'exchange'; readonly exchangeId: string }
  | { readonly kind: 'room' | 'integrations' | 'switches' };

export type Feed = ReturnType<typeof createFeed>;

const maxChanges = 10_000;

/** Holds the newest 10 000 changes in order. A cursor is the number of changes before it. */
export function createFeed() {
  const changes: Change[] = [];
  const listeners = new Set<() => void>();
  let deleted = 0;

  return {
    add(change: Change): void {
      changes.push(change);
      if (changes.length > maxChanges) {
        changes.shift();
        deleted += 1;
      }
      for (const listener of listeners) listener();
    },
    /** Returns the cursor before the oldest stored change. */
    start: () => deleted,
    /** Returns the cursor after the newest change. */
    end: () => deleted + changes.length,
    /** Returns the stored changes from a cursor on. */
    since: (cursor: number): readonly Change[] => changes.slice(Math.max(0, cursor - deleted)),
    /** Calls back after every change until the returned function is called. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
