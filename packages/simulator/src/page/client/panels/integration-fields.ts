import type { IntegrationKind } from '../api.ts';
import { formText } from '../form-text.ts';

export type FieldName = 'name' | 'channel' | 'command' | 'description' | 'triggerWords' | 'url' | 'hidden';

export interface Field {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string;
  /** The initial value for a new integration. */
  readonly initial?: string;
  readonly required?: boolean;
}

const urlField: Field = {
  name: 'url',
  label: 'Address of your app',
  hint: 'Begins with http:// or https://',
  required: true,
};

export const fieldsOfKind: Readonly<Record<IntegrationKind, readonly Field[]>> = {
  incoming: [
    { name: 'name', label: 'Name', hint: 'Shown as the author', initial: 'Incoming Webhook' },
    { name: 'channel', label: 'Channel', required: true },
  ],
  outgoing: [
    { name: 'name', label: 'Name', hint: 'Shown as the author of the answers', initial: 'Outgoing Webhook' },
    { name: 'channel', label: 'Channel', hint: '“Any channel” needs a trigger word' },
    {
      name: 'triggerWords',
      label: 'Trigger words',
      hint: 'Separated by commas. Only messages with a trigger word as the first word are sent.',
    },
    urlField,
  ],
  slash: [
    { name: 'command', label: 'Command', hint: 'One word, without the slash', required: true },
    { name: 'description', label: 'Description', hint: 'Shown while the command is typed' },
    urlField,
  ],
  bot: [
    { name: 'name', label: 'Name', required: true },
    { ...urlField, hint: 'Receives messages and button presses. Optional.', required: false },
    { name: 'hidden', label: 'Hide from the list of bots' },
  ],
};

/**
 * Returns the settings in the form, as the server accepts them. An empty URL or channel is null, which deletes the
 * setting.
 */
export function settingsFrom(kind: IntegrationKind, data: FormData): object {
  return Object.fromEntries(
    fieldsOfKind[kind].map(({ name }): [string, unknown] => {
      const text = formText(data, name);
      if (name === 'hidden') return [name, data.has(name)];
      if (name === 'triggerWords') return [name, text.split(',').flatMap((word) => word.trim() || [])];
      const mayBeMissing = name === 'url' || name === 'channel';
      return [name, text === '' && mayBeMissing ? null : text];
    }),
  );
}
