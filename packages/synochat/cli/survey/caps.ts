/** The most that a survey does to a NAS. Times are in milliseconds. */
export const caps = {
  posts: 60,
  calls: 250,
  duration: 30 * 60_000,
  text: 65_536,
  pause: 60_000,
  wait: 120_000,
  file: 256 * 1024 * 1024,
  /** Attempts of a call whose answer is no JSON of the API. */
  attempts: 4,
} as const;

/** The reason of all that a survey did not reach in its time. The survey can go on. */
export const timeIsOver = 'the cap of 30 minutes was reached';

/** Thrown to end an experiment. The message is the reason in the profile. */
export class Unobserved extends Error {
  override readonly name = 'Unobserved';
}

/** Thrown to end the survey, because a cap is reached. */
export class CapReached extends Error {
  override readonly name = 'CapReached';
}

/**
 * Thrown to stop the survey, because every further experiment would fail. The current experiment starts again when the
 * survey goes on. The message tells the owner the cause.
 */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
