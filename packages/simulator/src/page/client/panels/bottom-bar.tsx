import { ChangedSwitches } from '../changed-switches.tsx';
import { Icon } from '../icon.tsx';
import { panel, panels } from '../view.ts';
import { views } from './panels.tsx';

/** On a phone: switches between the chat and the panels. */
export function BottomBar() {
  return (
    <nav class="bottom-bar" aria-label="Views">
      <button type="button" aria-current={panel.value === '' ? 'page' : undefined} onClick={() => (panel.value = '')}>
        <Icon name="chat" />
        Chat
      </button>
      {panels.map((each) => (
        <button
          type="button"
          key={each}
          aria-current={panel.value === each ? 'page' : undefined}
          onClick={() => (panel.value = each)}
        >
          <Icon name={views[each].icon} />
          <span>
            {views[each].title}
            {each === 'switches' && <ChangedSwitches />}
          </span>
        </button>
      ))}
    </nav>
  );
}
