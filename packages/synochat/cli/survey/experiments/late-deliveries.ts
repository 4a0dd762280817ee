import type { Experiment } from '../experiment.ts';
import { tellRetries } from './hook-answers.ts';

/** E16, at the end: counts the deliveries of the failed hook again. */
export const lateDeliveries: Experiment = {
  id: 'E16b',
  title: 'late deliveries of a failed hook',
  decides: ['retries'],
  isHuman: true,
  run(lab) {
    tellRetries(lab);
    return Promise.resolve();
  },
};
