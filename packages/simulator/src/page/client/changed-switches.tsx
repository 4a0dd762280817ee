import { changedSwitches } from './live.ts';

/** A badge that shows how many switches differ from their default. */
export function ChangedSwitches() {
  const { length } = changedSwitches.value;
  if (length === 0) return null;
  return (
    <span class="count changed" title={`${length} changed`}>
      {length}
      <span class="unseen"> changed</span>
    </span>
  );
}
