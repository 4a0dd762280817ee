import type { Deploy } from './job.ts';

/** A stand-in: put here what starts your deployment. It has 30 seconds, as all late work of a Worker. */
export const deploy: Deploy = async () => {
  const start = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return `in ${Math.round((Date.now() - start) / 1000)} s`;
};
