import type { IntegrationKind } from '../api.ts';
import { formText } from '../form-text.ts';
import { type Field, type FieldName, fieldsOfKind } from './integration-fields.ts';

/** A sentence for each field with a mistake. */
export type Mistakes = Readonly<Partial<Record<FieldName, string>>>;

/**
 * Returns the settings in the form, as the server accepts them, and the mistakes. An empty URL or channel is null, which
 * deletes the setting.
 */
export function settingsFrom(
  kind: IntegrationKind,
  data: FormData,
): { settings: Readonly<Record<string, unknown>>; mistakes: Mistakes } {
  const settings: Record<string, unknown> = {};
  const mistakes: Partial<Record<FieldName, string>> = {};
  for (const field of fieldsOfKind[kind]) {
    const value = valueOf(field.name, formText(data, field.name), data);
    const mistake = mistakeIn(field, value);
    settings[field.name] = value;
    if (mistake !== undefined) mistakes[field.name] = mistake;
  }
  const { channel, triggerWords } = settings;
  if (kind === 'outgoing' && channel === null && Array.isArray(triggerWords) && triggerWords.length === 0)
    mistakes.triggerWords = 'Enter a trigger word, or choose a channel above.';
  return { settings, mistakes };
}

/** Completes an address as a browser's address bar does. A port alone is a port of this machine. */
export function addressOf(text: string): string {
  if (text === '' || /^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  if (/^:?\d{1,5}(?:\/|$)/.test(text)) return `http://127.0.0.1:${text.replace(':', '')}`;
  return `http://${text.replace(/^(?:https?:)?\/*/i, '')}`;
}

function valueOf(name: FieldName, text: string, data: FormData): unknown {
  switch (name) {
    case 'hidden':
      return data.has(name);
    case 'triggerWords':
      return text.split(',').flatMap((word) => word.trim() || []);
    case 'channel':
      return text || null;
    case 'command':
      return text.replace(/^\/+/, '');
    case 'url':
      return addressOf(text) || null;
    default:
      return text;
  }
}

const examples: Readonly<Partial<Record<FieldName, string>>> = {
  name: 'Enter a name.',
  command: 'Enter a command, such as light.',
  url: 'Enter the address of your app, such as 127.0.0.1:3000.',
};

function mistakeIn({ name, required = false }: Field, value: unknown): string | undefined {
  if (value === '' || value === null) return required ? examples[name] : undefined;
  if (typeof value !== 'string') return undefined;
  if (name === 'command' && /[\s/]/.test(value)) return 'A slash command is one word, such as light.';
  return name === 'url' ? mistakeInAddress(value) : undefined;
}

const noUrl = { hostname: '', username: '', password: '' };

function mistakeInAddress(address: string): string | undefined {
  if (!/^https?:/i.test(address)) return 'The address must begin with http:// or https://.';
  const { hostname, username, password } = URL.canParse(address) ? new URL(address) : noUrl;
  // Chromium also reads blanks in a host, as %20.
  if (!/^[\w.:[\]-]+$/.test(hostname)) return 'This is not an address. Enter one such as 127.0.0.1:3000.';
  return username + password === '' ? undefined : 'The address must not hold a user name or a password.';
}
