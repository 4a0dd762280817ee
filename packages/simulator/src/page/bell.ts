/**
 * Creates a bell: `heardWithin` resolves with true at the next ring, or with false after `ms` milliseconds without a
 * ring.
 */
export function createBell() {
  let ring: () => void = () => undefined;
  return {
    ring: () => {
      ring();
    },
    heardWithin: (ms: number) =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(resolve, ms, false);
        ring = () => {
          clearTimeout(timer);
          resolve(true);
        };
      }),
  };
}
