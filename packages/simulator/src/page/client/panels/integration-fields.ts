import type { IntegrationKind } from '../api.ts';

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
  hint: 'Such as 127.0.0.1:3000 or https://app.example/chat',
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
    { name: 'command', label: 'Command', hint: 'One word, such as light', required: true },
    { name: 'description', label: 'Description', hint: 'Shown while the command is typed' },
    urlField,
  ],
  bot: [
    { name: 'name', label: 'Name', required: true },
    { ...urlField, hint: 'Receives messages and button presses. Optional.', required: false },
    { name: 'hidden', label: 'Hide from the list of bots' },
  ],
};
