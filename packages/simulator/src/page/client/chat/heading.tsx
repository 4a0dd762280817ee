import { focusOn } from '../announce.tsx';
import { ChangedSwitches } from '../changed-switches.tsx';
import { Icon } from '../icon.tsx';
import { activeUsers, connection, otherOf, place, room } from '../state.ts';
import { panel, sidebarOpen } from '../view.ts';

/** Shows the open place, the people in the place, and whether the page is connected. */
export function Heading() {
  const where = place.value;
  const other = otherOf(where);
  const channel = room.value.channels.find(({ name }) => name === where);
  return (
    <header class="heading">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label="Conversations"
        aria-expanded={sidebarOpen.value}
        aria-controls="sidebar"
        onClick={() => (sidebarOpen.value = true)}
      >
        <Icon name="menu" />
      </button>
      <div class="heading-words">
        <h2>{other ?? (where.startsWith('@') ? where.slice(1) : `#${where}`)}</h2>
        <p class="quiet">{describe(where, other, channel?.members)}</p>
      </div>
      <p class="connection" role="status">
        {connection.value === 'lost' && 'Reconnecting…'}
      </p>
      {panel.value === '' && (
        <button type="button" id="open-panels" class="button only-wide" onClick={openPanels}>
          <Icon name="plug" />
          Developer panels
          <ChangedSwitches />
        </button>
      )}
    </header>
  );
}

function openPanels(): void {
  panel.value = 'integrations';
  focusOn('tab-integrations');
}

function describe(where: string, other: string | undefined, members: readonly string[] | undefined): string {
  if (where.startsWith('@')) return 'A bot: your messages go to an app';
  if (other !== undefined) return 'Only the two of you';
  if (members) return `Private: ${members.join(', ')}`;
  return `Open to all ${activeUsers.value.length} people`;
}
