/** One thing that changed. What it is now has to be looked up: it may have changed again. */
export type Change =
  | { readonly kind: 'post' | 'replaced'; readonly postId: string }
  | { readonly kind: 'exchange'; readonly exchangeId: string }
  | { readonly kind: 'room' | 'integrations' | 'switches' };

export type Feed = ReturnType<typeof createFeed>;

const maxChanges = 10_000;

/** All changes in their order, the newest 10 000 of them. A cursor counts the changes before it. */
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
    /** The cursor before the oldest change that is still known. */
    start: () => deleted,
    /** The cursor behind the newest one. */
    end: () => deleted + changes.length,
    /** The changes from a cursor on that are still known. */
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
