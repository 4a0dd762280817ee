import { useState } from 'preact/hooks';
import { Modal } from '../modal.tsx';
import { activeUsers, goTo, goToUser, me, otherOf } from '../state.ts';
import { dialog, sidebarOpen } from '../view.ts';

const maxPlaces = 9;

interface Match {
  /** Undefined for a person without a conversation so far. */
  readonly where: string | undefined;
  readonly label: string;
}

/** Returns the places of the user and the other people whose name, or nickname, contains the query. */
function findPlaces(query: string): Match[] {
  const mine = me.value?.channels ?? [];
  const people = activeUsers.value.filter(({ name }) => name !== me.value?.name);
  const places = mine
    .filter((where) => otherOf(where) === undefined)
    .map((where) => ({ where, label: where.startsWith('@') ? where : `#${where}`, nickname: '' }));
  const others = people.map(({ name, nickname }) => ({
    where: mine.find((where) => otherOf(where) === name),
    label: name,
    nickname,
  }));
  const isMatch = (text: string) => text.toLowerCase().includes(query.trim().toLowerCase());
  return [...places, ...others].filter(({ label, nickname }) => isMatch(label) || isMatch(nickname));
}

/** Opens a conversation by a part of the name. */
export function Switcher() {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const matches = findPlaces(query).slice(0, maxPlaces);

  const close = () => {
    dialog.value = undefined;
  };
  const go = (match: Match | undefined) => {
    if (!match) return;
    if (match.where === undefined) void goToUser(match.label);
    else goTo(match.where);
    sidebarOpen.value = false;
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: matches.length - 1 }[event.key];
    if (step !== undefined && matches.length > 0) setActive((active + step) % matches.length);
    else if (event.key === 'Enter') go(matches[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal title="Jump to" onClose={close}>
      <input
        class="field"
        autofocus
        role="combobox"
        aria-label="Name of a channel, a person or a bot"
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
        {matches.map((match, index) => (
          <li
            id={`found-${index}`}
            key={match.where ?? `to ${match.label}`}
            role="option"
            aria-selected={index === active}
            onClick={() => {
              go(match);
            }}
          >
            {match.label}
          </li>
        ))}
      </ul>
      {matches.length === 0 && <p class="quiet">No channel, person or bot matches.</p>}
    </Modal>
  );
}
