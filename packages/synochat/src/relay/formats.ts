import type { NotificationFormat } from './format.ts';

const simple = (name: string, ...names: string[]): NotificationFormat => ({
  name,
  read: ({ fields, text }) => ({ text: String(names.map((each) => fields[each]).find(Boolean) ?? text) }),
  accepted: () => new Response('ok'),
  refused: ({ status, reply }) => new Response(reply, { status }),
});

export const slack: NotificationFormat = simple('slack', 'text', 'fallback');
export const mattermost: NotificationFormat = simple('mattermost', 'text');
export const discord: NotificationFormat = simple('discord', 'content');
export const ntfy: NotificationFormat = simple('ntfy', 'message', 'title');
export const gotify: NotificationFormat = simple('gotify', 'message', 'title');
export const apprise: NotificationFormat = simple('apprise', 'body', 'title');
export const generic: NotificationFormat = simple('generic', 'text', 'message', 'body', 'title');
