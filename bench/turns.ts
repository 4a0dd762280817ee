/** The length of a measurement. */
interface Rounds {
  readonly rounds: number;
  /** Rounds before the first that are thrown away: the compilers have not finished. */
  readonly warmups: number;
}

/**
 * Returns the values of `once` for each subject in each round. The subjects take turns within a round, in an order that
 * moves on from round to round, so that a disturbance of the machine falls on all subjects alike: the shorter a turn,
 * the more so. New rounds are added to the rounds in `found`.
 */
export async function inTurns<Subject, Found>(
  subjects: readonly Subject[],
  once: (subject: Subject) => Promise<Found>,
  { rounds, warmups }: Rounds,
  found = new Map<Subject, Found[]>(),
): Promise<Map<Subject, Found[]>> {
  const thrownAway = found.size === 0 ? warmups : 0;
  for (const subject of subjects) if (!found.has(subject)) found.set(subject, []);
  for (let round = 0; round < thrownAway + rounds; round++) {
    const first = round % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const value = await once(subject);
      if (round >= thrownAway) found.get(subject)?.push(value);
    }
  }
  return found;
}

/** Each round's value as a multiple of the base's in the same round. */
export function ratios(values: readonly number[], base: readonly number[]): number[] {
  return values.map((value, round) => value / (base[round] ?? Number.NaN));
}

/** The means of every `size` values that follow each other. */
export function means(values: readonly number[], size: number): number[] {
  return Array.from({ length: Math.floor(values.length / size) }, (_, at) => {
    const some = values.slice(at * size, (at + 1) * size);
    return some.reduce((sum, value) => sum + value, 0) / size;
  });
}
