import type { IntegrationKind } from '../api.ts';
import type { IconName } from '../icon.tsx';

export const integrationKinds: Readonly<Record<IntegrationKind, { title: string; icon: IconName; about: string }>> = {
  incoming: { title: 'Incoming webhook', icon: 'in', about: 'Your program posts into a channel.' },
  outgoing: {
    title: 'Outgoing webhook',
    icon: 'out',
    about: 'Chat tells your app what is said, and posts its answer.',
  },
  slash: {
    title: 'Slash command',
    icon: 'slash',
    about: 'People call your app by typing; the answer is theirs alone.',
  },
  bot: { title: 'Bot', icon: 'bot', about: 'Someone to talk to: your app hears them and writes to them.' },
};
