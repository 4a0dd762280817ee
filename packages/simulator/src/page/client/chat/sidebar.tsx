import { Icon, type IconName } from '../icon.tsx';
import { activeUsers, become, goTo, goToUser, me, otherOf, place, room, unread } from '../state.ts';
import { dialog, sidebarOpen } from '../view.ts';
import { Avatar } from './avatar.tsx';

/** Shows the places to write in, and the choice of the user. */
export function Sidebar() {
  const mine = me.value?.channels ?? [];
  const channels = mine.filter((name) => !name.startsWith('@') && otherOf(name) === undefined);
  const bots = mine.filter((name) => name.startsWith('@'));
  const others = activeUsers.value.filter(({ name }) => name !== me.value?.name);
  return (
    <nav class="sidebar" id="sidebar" aria-label="Conversations">
      <header class="brand">
        <span class="logo" aria-hidden="true">
          <Icon name="slash" />
        </span>
        <p>
          Chat <span>simulator</span>
        </p>
        <button type="button" class="icon-button only-narrow" aria-label="Close the list" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <button type="button" class="jump" aria-haspopup="dialog" onClick={() => (dialog.value = 'switcher')}>
        <Icon name="search" />
        <span>Jump to…</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div class="places">
        <div class="places-head">
          <h2>Channels</h2>
          <button
            type="button"
            class="icon-button"
            aria-label="New channel"
            aria-haspopup="dialog"
            onClick={() => (dialog.value = 'channel')}
          >
            <Icon name="plus" />
          </button>
        </div>
        <ul>
          {channels.map((name) => (
            <Place key={name} where={name} label={name} icon={isPrivate(name) ? 'lock' : 'hash'} />
          ))}
        </ul>
        {others.length > 0 && <h2>Direct messages</h2>}
        <ul>
          {others.map(({ name }) => {
            const where = mine.find((each) => otherOf(each) === name);
            return <Place key={name} where={where} label={name} open={() => void goToUser(name)} />;
          })}
        </ul>
        {bots.length > 0 && <h2>Bots</h2>}
        <ul>
          {bots.map((name) => (
            <Place key={name} where={name} label={name.slice(1)} isBot />
          ))}
        </ul>
      </div>
      <Who />
    </nav>
  );
}

interface PlaceProps {
  /** Undefined if the two people have not talked yet. */
  readonly where: string | undefined;
  readonly label: string;
  readonly icon?: IconName;
  readonly isBot?: boolean;
  readonly open?: () => void;
}

function Place({ where, label, icon, isBot = false, open }: PlaceProps) {
  const isHere = where === place.value;
  const count = where === undefined || isHere ? 0 : (unread.value.get(where) ?? 0);
  return (
    <li>
      <button
        type="button"
        class={count > 0 ? 'place has-unread' : 'place'}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => {
          if (where === undefined) open?.();
          else goTo(where);
          close();
        }}
      >
        {icon ? <Icon name={icon} /> : <Avatar name={label} from={isBot ? 'integration' : 'user'} />}
        <span class="place-name">{label}</span>
        {count > 0 && (
          <span class="count">
            {count > 99 ? '99+' : count}
            <span class="unseen"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}

function Who() {
  return (
    <footer class="who">
      <Avatar name={me.value?.name ?? '?'} from="user" />
      <label>
        <span>You are</span>
        <select
          value={me.value?.name}
          onChange={({ currentTarget }) => {
            become(currentTarget.value);
          }}
        >
          {activeUsers.value.map(({ name, nickname }) => (
            <option key={name} value={name}>
              {nickname === '' ? name : `${nickname} (${name})`}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}

function isPrivate(where: string): boolean {
  return room.value.channels.find(({ name }) => name === where)?.type === 'private';
}

function close(): void {
  sidebarOpen.value = false;
}
