import { alerts } from './alerts.ts';
import { blocks } from './blocks.ts';
import { development } from './development.ts';
import { hosts } from './hosts.ts';
import { kuma } from './kuma.ts';
import { media } from './media.ts';
import { plain } from './plain.ts';
import { prometheus } from './prometheus.ts';
import { push } from './push.ts';
import type { Sample } from './sample.ts';
import { watchers } from './watchers.ts';

/** Notifications of real tools, with the messages that a reader of Chat sees. */
export const samples: readonly Sample[] = [
  ...prometheus,
  ...kuma,
  ...alerts,
  ...hosts,
  ...watchers,
  ...development,
  ...media,
  ...blocks,
  ...push,
  ...plain,
];
