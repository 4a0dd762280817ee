import { effect, type Signal, signal } from '@preact/signals';

/** Returns a signal whose value the browser stores. A value that cannot be stored or read counts as never set. */
export function storedSignal<Value>(
  name: string,
  initial: Value,
  isValue: (value: unknown) => value is Value,
): Signal<Value> {
  const key = `synochat-simulator.${name}`;
  const state = signal(read(key, isValue) ?? initial);
  effect(() => {
    try {
      localStorage.setItem(key, JSON.stringify(state.value));
    } catch {
      // A browser may refuse to store anything.
    }
  });
  return state;
}

export const isText = (value: unknown): value is string => typeof value === 'string';

export function isRecordOf<Value>(isValue: (value: unknown) => value is Value) {
  return (value: unknown): value is Readonly<Record<string, Value>> =>
    typeof value === 'object' && value !== null && Object.values(value).every(isValue);
}

function read<Value>(key: string, isValue: (value: unknown) => value is Value): Value | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isValue(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
