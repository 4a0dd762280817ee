import type { Channel, Directory } from './directory.ts';

export interface IncomingWebhook {
  readonly kind: 'incoming';
  readonly name: string;
  readonly token: string;
  readonly channel: Channel;
}

export interface OutgoingWebhook {
  readonly kind: 'outgoing';
  readonly name: string;
  readonly token: string;
  readonly url: string;
  /** Undefined: every channel. */
  readonly channel: Channel | undefined;
  readonly triggerWords: readonly string[];
}

export interface SlashHook {
  readonly kind: 'slash';
  readonly name: string;
  readonly token: string;
  readonly url: string;
  readonly command: string;
  readonly description: string;
}

/** An app's address that the server calls. */
export type Hook = OutgoingWebhook | SlashHook;

export interface NewIncoming {
  readonly channel: string;
  /** The author shown with its posts. Default: `Incoming Webhook`. */
  readonly name?: string | undefined;
}

export interface NewOutgoing {
  /** Only messages of this channel. Default: every channel, and then trigger words are needed. */
  readonly channel?: string | undefined;
  /** Only messages that begin with one of them, upper and lower case being different. Default: every message. */
  readonly triggerWords?: readonly string[] | undefined;
  readonly url: string;
  /** The author shown with its replies. Default: `Outgoing Webhook`. */
  readonly name?: string | undefined;
}

export interface NewSlash {
  /** One word, without the slash. */
  readonly command: string;
  readonly url: string;
  readonly description?: string | undefined;
}

export type Integrations = ReturnType<typeof createIntegrations>;

export function createIntegrations(directory: Directory) {
  const incoming = new Map<string, IncomingWebhook>();
  const outgoing: OutgoingWebhook[] = [];
  const slash = new Map<string, SlashHook>();

  return {
    addIncoming({ channel, name = 'Incoming Webhook' }: NewIncoming): IncomingWebhook {
      const hook = { kind: 'incoming', name, token: newToken(), channel: directory.channel(channel) } as const;
      incoming.set(hook.token, hook);
      return hook;
    },

    addOutgoing({ channel, triggerWords = [], url, name = 'Outgoing Webhook' }: NewOutgoing): OutgoingWebhook {
      if (channel === undefined && triggerWords.length === 0) {
        throw new TypeError('An outgoing webhook needs a channel, a trigger word or both.');
      }
      if (triggerWords.includes('')) throw new TypeError('A trigger word must not be empty.');
      const hook = {
        kind: 'outgoing',
        name,
        token: newToken(),
        url: webAddress(url),
        channel: channel === undefined ? undefined : directory.channel(channel),
        triggerWords: [...triggerWords],
      } as const;
      outgoing.push(hook);
      return hook;
    },

    addSlash({ command, url, description = '' }: NewSlash): SlashHook {
      if (!/^[^\s/]+$/u.test(command)) throw new TypeError('A slash command is one word, given without the slash.');
      if (slash.has(command)) throw new TypeError(`There is already a slash command "${command}".`);
      const token = newToken();
      const hook = { kind: 'slash', name: command, token, url: webAddress(url), command, description } as const;
      slash.set(command, hook);
      return hook;
    },

    incoming: (token: string) => incoming.get(token),
    outgoing: (): readonly OutgoingWebhook[] => outgoing,
    slash: (command: string) => slash.get(command),
    commands: (): readonly SlashHook[] => [...slash.values()],
    tokens: (): string[] => [...incoming.keys(), ...[...outgoing, ...slash.values()].map(({ token }) => token)],
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 64 letters and digits, the shape of every token seen in public code. */
function newToken(): string {
  const random = crypto.getRandomValues(new Uint32Array(64));
  return Array.from(random, (number) => ALPHABET.charAt(number % ALPHABET.length)).join('');
}

function webAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new TypeError(`The url of a hook must begin with http:// or https://, not "${text}".`);
  }
  if (url.username || url.password) throw new TypeError('The url of a hook must not hold a user name or a password.');
  return url.href;
}
