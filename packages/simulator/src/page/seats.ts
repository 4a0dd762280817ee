const maxPages = 50;

/** The place of one open page. */
export interface Seat {
  /** Whether a newer page got it. */
  isTaken(): boolean;
  /** Waits for a write; calls `cutOff` if the page does not take it in time, or is displaced while it does not. */
  use(writing: Promise<unknown>, patience: number, cutOff: () => void): Promise<void>;
  leave(): void;
}

/**
 * Counts the pages that listen, fifty at most. A new page gets the place of the oldest: the page that somebody just
 * opened works, and the oldest is the likeliest to be dead without having said so.
 */
export function createSeats() {
  const displaceBy = new Set<() => void>();

  return {
    /** `displaced` is called when a newer page gets the place. */
    take(displaced: () => void): Seat {
      let isTaken = false;
      let cutOffNow: (() => void) | undefined;
      const displace = () => {
        isTaken = true;
        displaceBy.delete(displace);
        cutOffNow?.();
        displaced();
      };
      displaceBy.add(displace);
      const [oldest] = displaceBy;
      if (displaceBy.size > maxPages) oldest?.();

      return {
        isTaken: () => isTaken,
        async use(writing, patience, cutOff) {
          cutOffNow = cutOff;
          const timer = setTimeout(cutOff, patience);
          await writing;
          clearTimeout(timer);
          cutOffNow = undefined;
        },
        leave: () => displaceBy.delete(displace),
      };
    },
  };
}
