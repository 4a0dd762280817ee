import { disguise, type fillerSets } from './disguise.ts';
import { isOwnValue } from './foreign-part.ts';
import type { ReplaceValue } from './replace-fields.ts';

/** The kinds of request that Chat sends to an app. */
export type CaptureKind = 'outgoing' | 'slash' | 'bot' | 'press' | 'probe' | 'refused';

const sampleEnd = 'a0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';
/** The synthetic tokens of the samples in `vectors.json`. */
const sampleTokens: Readonly<Record<CaptureKind, string>> = {
  outgoing: `OuT${sampleEnd}`,
  slash: `SlA${sampleEnd}`,
  bot: `BoT${sampleEnd}`,
  press: `BoT${sampleEnd}`,
  probe: `PrO${sampleEnd}`,
  refused: `ReF${sampleEnd}`,
};

const sampleTime = '1764421200000';
/** Small ids in place of real ids: the same for the same id, with the same number of digits. */
export type SampleIds = Readonly<Record<'user' | 'channel' | 'post', (id: string) => string>>;

export function createSampleIds(): SampleIds {
  const channel = createIdMap((sample, id) => channelBits(sample).length === channelBits(id).length);
  const other = createIdMap();
  const numbers = new Map<string, bigint>();
  return {
    user: createIdMap(),
    channel,
    // The upper half of the id of a post is the id of the channel. Source: live finding, and five samples.
    post(id) {
      const above = BigInt(id) >> 32n;
      const number = numbers.get(id) ?? BigInt(numbers.size + 1);
      numbers.set(id, number);
      const sample = above === 0n ? '' : String(BigInt(channelBits(channel(String(above)))) + number);
      return sample.length === id.length ? sample : other(id);
    },
  };
}

function channelBits(id: string): string {
  return String(BigInt(id) << 32n);
}

function createIdMap(fits: (sample: string, id: string) => boolean = () => true): (id: string) => string {
  const samples = new Map<string, string>();
  return (id) => {
    const stored = samples.get(id);
    if (stored !== undefined) return stored;
    const first = 10n ** BigInt(id.length - 1);
    const used = new Set(samples.values());
    const sample = candidates(first).find((each) => !used.has(each) && fits(each, id)) ?? String(first);
    samples.set(id, sample);
    return sample;
  };
}

/** Returns ids with the digits of `first`, from the smallest: the first 1000, then each hundredth part of the range. */
function candidates(first: bigint): string[] {
  const near = Array.from({ length: 1000 }, (_, at) => first + BigInt(at));
  const far = Array.from({ length: 900 }, (_, at) => first + (first * BigInt(at)) / 100n);
  return [...near, ...far].filter((each) => each < first * 10n).map(String);
}

interface ReplacementOptions {
  readonly kind: CaptureKind;
  readonly ids: SampleIds;
  readonly fillers: (typeof fillerSets)[number];
  /** Texts that are kept, because the program itself asked for them. */
  readonly prescribed: readonly string[];
}

/** Returns the rules by which the values of a request are replaced. */
export function createReplacement({ kind, ids, fillers, prescribed }: ReplacementOptions): ReplaceValue {
  return (name, value) => {
    const text = value.join('');
    const idOf = idKinds[name];
    if (idOf !== undefined && /^[1-9]\d{0,18}$/.test(text)) return Array.from(ids[idOf](text));
    if (idOf !== undefined && text === '0') return value;
    if (name === 'timestamp' && /^\d+$/.test(text))
      return Array.from(sampleTime.padEnd(value.length, '0').slice(0, value.length));
    if (name === 'token') return sampleToken(value, sampleTokens[kind]);
    if (isOwnValue(name, text, prescribed)) return value;
    return value.map((character) => disguise(character, fillers));
  };
}

const idKinds: Readonly<Record<string, keyof SampleIds>> = {
  user_id: 'user',
  channel_id: 'channel',
  post_id: 'post',
  thread_id: 'post',
};

/** Replaces letters and digits in order, and keeps other signs, such as quotes. */
function sampleToken(value: readonly string[], sample: string): readonly string[] {
  let at = 0;
  return value.map((character) =>
    /^[\p{L}\p{N}]$/u.test(character) ? (sample[at++ % sample.length] ?? '') : character,
  );
}
