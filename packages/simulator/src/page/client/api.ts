import type { SwitchDescription, Switches } from '../../switches/switches.ts';
import type { toExchangeView, toIntegrationView, toView } from '../view.ts';

export type Post = ReturnType<typeof toView>;
export type Attachment = Post['attachments'][number];
export type PostFile = NonNullable<Post['file']>;
export type Exchange = ReturnType<typeof toExchangeView>;
export type Integration = ReturnType<typeof toIntegrationView>;
export type IntegrationKind = Integration['kind'];
export type { SwitchDescription, Switches };

export interface User {
  readonly id: number;
  readonly name: string;
  readonly nickname: string;
  readonly deleted: boolean;
  readonly disabled: boolean;
  /** The places that the user can write in: names of channels, and of bots with `@`. */
  readonly channels: readonly string[];
}

export interface Channel {
  readonly name: string;
  readonly type: 'public' | 'private' | 'chatbot';
  readonly members?: readonly string[] | undefined;
}

export interface Command {
  readonly command: string;
  readonly description: string;
}

export interface Room {
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  readonly commands: readonly Command[];
}

export interface IntegrationSecret {
  readonly token: string;
  /** The URL to post to. Undefined for outgoing webhooks and slash commands, which only receive calls. */
  readonly address?: string;
}

/** Every request of the page to the server. A method rejects with an `Error` whose message is the server's sentence. */
export const api = {
  room: () => ask<Room>('GET', 'room'),
  addUser: (name: string) => ask<User>('POST', 'users', { name }),
  changeUser: (name: string, changes: Partial<Pick<User, 'disabled' | 'nickname'>>) =>
    ask<User>('PATCH', `users/${encodeURIComponent(name)}`, changes),
  addChannel: (channel: { name: string; members?: readonly string[] }) => ask<Channel>('POST', 'channels', channel),

  say: (user: string, channel: string, text: string) => ask('POST', 'say', { user, channel, text }),
  upload: (user: string, bot: string, file: { name: string; type: string; base64: string }) =>
    ask('POST', 'upload', { user, bot, ...file }),
  press: (user: string, post: string, attachment: number, button: number) =>
    ask('POST', 'press', { user, post, attachment, button }),

  integrations: async () => (await ask<{ integrations: Integration[] }>('GET', 'integrations')).integrations,
  createIntegration: (settings: object) => ask<Integration>('POST', 'integrations', settings),
  changeIntegration: (id: number, changes: object) => ask<Integration>('PATCH', `integrations/${id}`, changes),
  removeIntegration: (id: number) => ask('DELETE', `integrations/${id}`),
  regenerate: (id: number) => ask<Integration>('POST', `integrations/${id}/regenerate`, {}),
  secret: (id: number) => ask<IntegrationSecret>('POST', `integrations/${id}/secret`, {}),

  exchanges: async () => (await ask<{ exchanges: Exchange[] }>('GET', 'exchanges')).exchanges,
  replay: (id: string) => ask('POST', `exchanges/${id}/replay`, {}),

  switches: () => ask<Switches>('GET', 'switches'),
  switchDescriptions: async () =>
    (await ask<{ switches: SwitchDescription[] }>('GET', 'switches/descriptions')).switches,
  likeness: async () => (await ask<{ title: string }>('GET', 'switches/profile')).title,
  loadProfile: (profile: object) => ask<Switches>('PUT', 'switches/profile', profile),
  changeSwitches: (changes: object) => ask<Switches>('PATCH', 'switches', changes),

  /** Opens the stream of the events that a user sees, after the event with the id `after`. */
  events: (user: string, after: string) => new EventSource(`/api/events?${new URLSearchParams({ user, after })}`),
};

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const init: RequestInit = { method, headers: { 'Content-Type': 'application/json' } };
  if (body) init.body = JSON.stringify(body);
  const response = await fetch(`/api/${path}`, init).catch(() => {
    throw new Error('The simulator does not answer. Check that the program is running.');
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

/** Returns the message of an error. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
