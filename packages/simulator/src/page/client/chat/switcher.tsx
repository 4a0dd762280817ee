import { useState } from 'preact/hooks';
import { Modal } from '../modal.tsx';
import { goTo, me, otherOf } from '../state.ts';
import { dialog, sidebarOpen } from '../view.ts';

const maxPlaces = 9;

/** Opens a conversation by a part of the name. */
export function Switcher() {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const matches = (me.value?.channels ?? [])
    .map((where) => ({ where, label: otherOf(where) ?? (where.startsWith('@') ? where : `#${where}`) }))
    .filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()))
    .slice(0, maxPlaces);

  const close = () => {
    dialog.value = undefined;
  };
  const go = (where: string | undefined) => {
    if (where === undefined) return;
    goTo(where);
    sidebarOpen.value = false;
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: matches.length - 1 }[event.key];
    if (step !== undefined && matches.length > 0) setActive((active + step) % matches.length);
    else if (event.key === 'Enter') go(matches[active]?.where);
    else return;
    event.preventDefault();
  };

  return (
    <Modal title="Jump to" onClose={close}>
      <input
        class="field"
        autofocus
        role="combobox"
        aria-label="Name of a channel or a bot"
        aria-expanded="true"
        aria-controls="places-found"
        aria-autocomplete="list"
        aria-activedescendant={matches.length > 0 ? `found-${active}` : undefined}
        value={query}
        onInput={({ currentTarget }) => {
          setQuery(currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="places-found" class="found" role="listbox" aria-label="Conversations">
        {matches.map(({ where, label }, index) => (
          <li
            id={`found-${index}`}
            key={where}
            role="option"
            aria-selected={index === active}
            onClick={() => {
              go(where);
            }}
          >
            {label}
          </li>
        ))}
      </ul>
      {matches.length === 0 && <p class="quiet">No channel or bot matches.</p>}
    </Modal>
  );
}
