import type { IntegrationKind } from '../api.ts';
import type { IconName } from '../icon.tsx';

export const integrationKinds: Readonly<Record<IntegrationKind, { title: string; icon: IconName; about: string }>> = {
  incoming: { title: 'Incoming webhook', icon: 'in', about: 'Your program posts into a channel.' },
  outgoing: {
    title: 'Outgoing webhook',
    icon: 'out',
    about: 'Chat sends messages to your app and posts the answer.',
  },
  slash: {
    title: 'Slash command',
    icon: 'slash',
    about: 'Users type a command to call your app. Only the caller sees the answer.',
  },
  bot: { title: 'Bot', icon: 'bot', about: 'Users write to your app, and your app writes to users.' },
};
