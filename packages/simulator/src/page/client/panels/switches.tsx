import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, type SwitchDescription, sentence } from '../api.ts';
import { switches } from '../live.ts';
import { SwitchControl } from './switch-control.tsx';

/** Sets the uncertain behaviour of Chat and the faults. */
export function SwitchesPanel() {
  const descriptions = useSignal<readonly SwitchDescription[]>([]);
  const problem = useSignal('');
  const query = useSignal('');
  useEffect(() => {
    api.switchDescriptions().then(
      (all) => (descriptions.value = all),
      (error: unknown) => (problem.value = sentence(error)),
    );
  }, []);

  const values: Partial<Record<string, unknown>> = { ...switches.value };
  const change = async (changes: object) => {
    try {
      switches.value = await api.changeSwitches(changes);
      problem.value = '';
    } catch (error) {
      problem.value = sentence(error);
    }
  };
  const lowerQuery = query.value.toLowerCase();
  const visible = descriptions.value.filter((each) =>
    `${each.name} ${each.description}`.toLowerCase().includes(lowerQuery),
  );
  const changed = descriptions.value.filter((each) => values[each.name] !== each.default);
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
          disabled={changed.length === 0}
          onClick={() => void change(Object.fromEntries(changed.map((each) => [each.name, each.default])))}
        >
          Reset {changed.length > 0 ? changed.length : 'all'}
        </button>
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
                onChange={(value) => void change({ [each.name]: value })}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
