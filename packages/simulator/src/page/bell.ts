/** Lets one wait for the next ring, or for so many milliseconds without one. */
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
