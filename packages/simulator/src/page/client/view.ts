import { signal } from '@preact/signals';
import { stored } from './stored.ts';

export const panels = ['integrations', 'traffic', 'switches', 'people'] as const;
export type Panel = (typeof panels)[number];

const isPanel = (value: unknown): value is Panel | '' => value === '' || panels.some((each) => each === value);

/** Whether there is room for a panel beside the conversation. */
const isWide = matchMedia('(min-width: 1080px)').matches;

const lastPanel = stored<Panel | ''>('panel', isWide ? 'integrations' : '', isPanel);
if (!isWide) lastPanel.value = '';

/** The open panel; `''` for none. */
export const panel = lastPanel;
/** Whether the list of channels lies over the conversation, where there is no room beside it. */
export const sidebarOpen = signal(false);
export const dialog = signal<'switcher' | 'channel' | undefined>(undefined);

/** What the traffic is narrowed down to, and the exchange that is open. */
export const traffic = {
  kind: signal(''),
  text: signal(''),
  failuresOnly: signal(false),
  open: signal<string | undefined>(undefined),
};

export function showFailures(): void {
  traffic.failuresOnly.value = true;
  traffic.open.value = undefined;
  panel.value = 'traffic';
}
