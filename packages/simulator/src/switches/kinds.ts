import * as v from 'valibot';

/** A switch: allowed values, default and description. */
export interface Switch<Value> {
  readonly kind: 'choice' | 'flag' | 'number';
  readonly default: Value;
  readonly description: string;
  /** Set for a choice. */
  readonly options?: readonly string[] | undefined;
  /** Set for a number. */
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly isWhole?: boolean | undefined;
  readonly schema: v.GenericSchema<unknown, Value>;
}

export function choice<const Option extends string>(
  options: readonly [Option, ...Option[]],
  description: string,
): Switch<Option> {
  return { kind: 'choice', default: options[0], description, options, schema: v.picklist(options) };
}

/** Returns a switch that is off by default. */
export function flag(description: string): Switch<boolean> {
  return { kind: 'flag', default: false, description, schema: v.boolean() };
}

export function wholeNumber(from: number, to: number, byDefault: number, description: string): Switch<number> {
  const schema = v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));
  return { kind: 'number', default: byDefault, description, min: from, max: to, isWhole: true, schema };
}

/** Returns a switch for a probability from 0 (never, the default) to 1 (always). */
export function probability(description: string): Switch<number> {
  const schema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
  return { kind: 'number', default: 0, description, min: 0, max: 1, isWhole: false, schema };
}
