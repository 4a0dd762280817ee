const maxPages = 50;

/** The place of one open page. */
export interface Seat {
  /** Whether a newer page took the place. */
  isTaken(): boolean;
  /**
   * Waits for a write. Calls `cutOff` if the page does not read within `patience` milliseconds, or if a newer page
   * takes the place.
   */
  use(writing: Promise<unknown>, patience: number, cutOff: () => void): Promise<void>;
  leave(): void;
}

/**
 * Counts the open pages. There are fifty places at most, and a new page displaces the oldest: a page that was just
 * opened must work, and the oldest is the likeliest to be dead.
 */
export function createSeats() {
  const displaceBy = new Set<() => void>();

  return {
    /** `displaced` is called when a newer page takes the place. */
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
