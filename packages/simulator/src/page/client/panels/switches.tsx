import { useSignal } from '@preact/signals';
import { announce } from '../announce.tsx';
import { api, type SwitchDescription, sentence } from '../api.ts';
import { changedSwitches, likeness, switchDescriptions, switches } from '../live.ts';
import { ProfileButton } from './profile-button.tsx';
import { SwitchControl } from './switch-control.tsx';

/** Sets the uncertain behaviour of Chat and the faults. */
export function SwitchesPanel() {
  const problem = useSignal('');
  const query = useSignal('');

  const values: Partial<Record<string, unknown>> = { ...switches.value };
  const change = async (changes: object, result: string) => {
    try {
      switches.value = await api.changeSwitches(changes);
      problem.value = '';
      announce(result);
    } catch (error) {
      problem.value = sentence(error);
    }
  };
  const lowerQuery = query.value.toLowerCase();
  const visible = switchDescriptions.value.filter((each) =>
    `${each.name} ${each.description}`.toLowerCase().includes(lowerQuery),
  );
  const changed = changedSwitches.value;
  const isFault = ({ name }: SwitchDescription) => name.startsWith('fault');
  const groups = [
    {
      title: 'Behaviour of Chat',
      about: 'Reports about Chat disagree, or the behaviour is unknown.',
      list: visible.filter((each) => !isFault(each)),
    },
    { title: 'Faults', about: 'A rate is a probability from 0 (never) to 1 (always).', list: visible.filter(isFault) },
  ];

  return (
    <>
      <div class="filters" role="search">
        <input
          class="field"
          type="search"
          aria-label="Search the switches"
          placeholder="Search"
          value={query.value}
          onInput={({ currentTarget }) => (query.value = currentTarget.value)}
        />
        <button
          type="button"
          class="button small"
          aria-disabled={changed.length === 0}
          onClick={() => {
            if (changed.length === 0) return;
            const defaults = Object.fromEntries(changed.map((each) => [each.name, each.default]));
            void change(
              defaults,
              changed.length === 1 ? '1 switch was reset.' : `${changed.length} switches were reset.`,
            );
          }}
        >
          {changed.length === 0 ? 'No changes' : `Reset ${changed.length} changed`}
        </button>
      </div>
      <div class="filters">
        <ProfileButton onProblem={(text) => (problem.value = text)} />
        {likeness.value !== '' && <span class="quiet">as {likeness.value}</span>}
      </div>
      {problem.value !== '' && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
      {groups.map(({ title, about, list }) => (
        <section key={title} hidden={list.length === 0}>
          <h3 class="group">{title}</h3>
          <p class="quiet">{about}</p>
          <ul class="switches">
            {list.map((each) => (
              <SwitchControl
                key={each.name}
                description={each}
                value={values[each.name]}
                onChange={(value) => void change({ [each.name]: value }, `${each.name} is ${String(value)}.`)}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
