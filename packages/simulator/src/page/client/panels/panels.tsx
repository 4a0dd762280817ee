import type { ComponentType } from 'preact';
import { Icon, type IconName } from '../icon.tsx';
import { PANELS, type Panel, panel } from '../view.ts';
import { Integrations } from './integrations.tsx';
import { People } from './people.tsx';
import { Switches } from './switches.tsx';
import { Traffic } from './traffic.tsx';

export const VIEWS: Readonly<Record<Panel, { title: string; icon: IconName; View: ComponentType }>> = {
  integrations: { title: 'Integrations', icon: 'plug', View: Integrations },
  traffic: { title: 'Traffic', icon: 'traffic', View: Traffic },
  switches: { title: 'Switches', icon: 'switches', View: Switches },
  people: { title: 'People', icon: 'people', View: People },
};

/** What a developer needs beside the chat. */
export function Panels() {
  const open = panel.value;
  if (open === '') return null;
  const { title, View } = VIEWS[open];
  return (
    <section class="panel" id="panel" tabIndex={-1} aria-label="Developer panels">
      <header class="panel-head">
        <div role="tablist" aria-label="Developer panels" class="tabs" onKeyDown={onKeyDown}>
          {PANELS.map((each) => (
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
              {VIEWS[each].title}
            </button>
          ))}
        </div>
        <button type="button" class="icon-button" aria-label="Close the panels" onClick={() => (panel.value = '')}>
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

function onKeyDown(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowLeft: PANELS.length - 1 }[event.key];
  if (step === undefined || panel.value === '') return;
  const next = PANELS[(PANELS.indexOf(panel.value) + step) % PANELS.length];
  if (!next) return;
  event.preventDefault();
  panel.value = next;
  document.getElementById(`tab-${next}`)?.focus();
}
