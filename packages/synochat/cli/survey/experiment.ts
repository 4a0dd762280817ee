import type { Lab } from './lab.ts';

/** An experiment of the survey. */
export interface Experiment {
  /** The number in the list of experiments, such as `E4`. */
  readonly id: string;
  /** The words for the progress. */
  readonly title: string;
  /** The switches of the simulator and the questions that the experiment decides. */
  readonly decides: readonly string[];
  /** Whether a person has to act or to answer. */
  readonly isHuman?: boolean;
  /** Throws an `Unobserved` with the reason, if the experiment decides nothing. */
  readonly run: (lab: Lab) => Promise<void>;
}
