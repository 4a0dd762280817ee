import { useRef } from 'preact/hooks';
import { announce } from '../announce.tsx';
import { api, sentence } from '../api.ts';
import { likeness, switches } from '../live.ts';

/** Loads a profile of a NAS from a file: the observed switches, and the defaults for the others. */
export function ProfileButton({ onProblem }: { onProblem: (problem: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const load = async (file: File | undefined) => {
    if (!file) return;
    try {
      const { profile, nas, switches: observed } = Object(JSON.parse(await file.text())) as Record<string, unknown>;
      switches.value = await api.loadProfile({ profile, nas, switches: observed });
      likeness.value = await api.likeness();
      onProblem('');
      announce(`The switches are as of ${likeness.value}.`);
    } catch (error) {
      onProblem(`${file.name} is no profile of synochat survey: ${sentence(error)}`);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="A profile of a NAS"
        onChange={({ currentTarget }) => {
          void load(currentTarget.files?.[0]);
          currentTarget.value = '';
        }}
      />
      <button type="button" class="button small" onClick={() => input.current?.click()}>
        Load a profile
      </button>
    </>
  );
}
