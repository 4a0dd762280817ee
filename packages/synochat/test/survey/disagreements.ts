import type { Profile } from '../../cli/survey/profile.ts';
import { shapeOf } from '../helpers/raw-shape.ts';

/** A sample of the wire, as `vectors.json` and a recording hold it. */
export interface WireSample {
  readonly id: string;
  readonly direction: string;
  readonly raw: string;
  readonly source: string;
  readonly certainty: string;
}

/** The samples of the requests that a survey records. */
const sampleOf = { outgoing: ['V60', 'V88'], slash: ['V64'], bot: ['V63', 'V86'], press: ['V65'] } as const;

/** Returns the requests of a NAS as samples. A profile without a version of Chat was not made on a NAS. */
export function samplesOf({ hooks, nas, made }: Profile): WireSample[] {
  if (nas.chat === undefined) return [];
  const source = `survey, Chat ${nas.chat}, ${made}`;
  return (['outgoing', 'slash', 'bot', 'press'] as const).flatMap((kind) =>
    hooks[kind].flatMap(({ raw }) =>
      sampleOf[kind].map((id) => ({ id, direction: 'NAS→app', raw, source, certainty: 'L' })),
    ),
  );
}

/**
 * Returns one sample for each id: one that was seen live (L) in place of all others. Returns also a line for each part
 * in which another sample of the id differs.
 */
export function settle(samples: readonly WireSample[]): { strongest: WireSample[]; disagreements: string[] } {
  const strongest = new Map<string, WireSample>();
  for (const sample of samples) {
    const other = strongest.get(sample.id);
    if (!other || (isLive(sample) && !isLive(other))) strongest.set(sample.id, sample);
  }
  const disagreements = samples.flatMap((sample) => {
    const best = strongest.get(sample.id);
    return best === undefined || best === sample ? [] : differences(best, sample);
  });
  return { strongest: [...strongest.values()], disagreements: [...new Set(disagreements)] };
}

function isLive({ certainty }: WireSample): boolean {
  return certainty.startsWith('L');
}

function differences(best: WireSample, other: WireSample): string[] {
  const [here, there] = [partsOf(best), partsOf(other)];
  return [...new Set([...Object.keys(here), ...Object.keys(there)])]
    .filter((name) => here[name] !== there[name])
    .map((name) => `${best.id}: ${name} is ${here[name]} in "${best.source}", ${there[name]} in "${other.source}"`);
}

/** Returns the parts of a sample that a server decides, as texts. Values and headers of a connection differ anyway. */
function partsOf({ direction, raw }: WireSample): Readonly<Record<string, string | undefined>> {
  if (direction !== 'NAS→app') return { answer: raw.slice(raw.indexOf('\r\n\r\n') + 4) };
  const { headers: _, blanks = [], ...shape } = shapeOf(raw) as { headers: unknown; blanks?: unknown[] };
  // A body without a blank says nothing about blanks.
  const parts = blanks.length > 0 ? { ...shape, blanks } : shape;
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)]));
}
