import { signal } from '@preact/signals';
import { storedSignal } from './stored.ts';

export const panels = ['integrations', 'traffic', 'switches', 'people'] as const;
export type Panel = (typeof panels)[number];

const isPanel = (value: unknown): value is Panel | '' => value === '' || panels.some((each) => each === value);

/** Whether a panel fits beside the conversation. */
const isWide = matchMedia('(min-width: 1080px)').matches;

const lastPanel = storedSignal<Panel | ''>('panel', isWide ? 'integrations' : '', isPanel);
if (!isWide) lastPanel.value = '';

/** The open panel, or `''`. */
export const panel = lastPanel;
/** On a narrow screen: whether the list of channels lies over the conversation. */
export const sidebarOpen = signal(false);
export const dialog = signal<'switcher' | 'channel' | undefined>(undefined);

/** The filters of the traffic, and the id of the open exchange. */
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
