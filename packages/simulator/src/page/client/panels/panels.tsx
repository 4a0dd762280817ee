import type { ComponentType } from 'preact';
import { focusOn } from '../announce.tsx';
import { ChangedSwitches } from '../changed-switches.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { type Panel, panel, panels } from '../view.ts';
import { IntegrationsPanel } from './integrations.tsx';
import { People } from './people.tsx';
import { SwitchesPanel } from './switches.tsx';
import { Traffic } from './traffic.tsx';

export const views: Readonly<Record<Panel, { title: string; icon: IconName; View: ComponentType }>> = {
  integrations: { title: 'Integrations', icon: 'plug', View: IntegrationsPanel },
  traffic: { title: 'Traffic', icon: 'traffic', View: Traffic },
  switches: { title: 'Switches', icon: 'switches', View: SwitchesPanel },
  people: { title: 'People', icon: 'people', View: People },
};

/** The developer panels beside the chat. */
export function Panels() {
  const open = panel.value;
  if (open === '') return null;
  const { title, View } = views[open];
  return (
    <section class="panel" id="panel" tabIndex={-1} aria-label="Developer panels">
      <header class="panel-head">
        <div role="tablist" aria-label="Developer panels" class="tabs" onKeyDown={moveOnKey}>
          {panels.map((each) => (
            <button
              type="button"
              role="tab"
              key={each}
              id={`tab-${each}`}
              aria-selected={each === open}
              aria-controls="panel-view"
              tabIndex={each === open ? 0 : -1}
              onClick={() => (panel.value = each)}
            >
              {views[each].title}
              {each === 'switches' && <ChangedSwitches />}
            </button>
          ))}
        </div>
        <button type="button" class="icon-button" aria-label="Close the panels" onClick={closePanels}>
          <Icon name="close" />
        </button>
      </header>
      <div class="panel-view" id="panel-view" role="tabpanel" aria-labelledby={`tab-${open}`} tabIndex={0}>
        <h2 class="unseen">{title}</h2>
        <View />
      </div>
    </section>
  );
}

function closePanels(): void {
  panel.value = '';
  focusOn('open-panels');
}

function moveOnKey(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: panels.length - 1 }[event.key];
  if (step === undefined || panel.value === '') return;
  const next = panels[(panels.indexOf(panel.value) + step) % panels.length];
  if (!next) return;
  event.preventDefault();
  panel.value = next;
  document.getElementById(`tab-${next}`)?.focus();
}
