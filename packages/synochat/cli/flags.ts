import type { FlagTable, FlagValues } from '@synochat/command-line';

/** Every flag of the program. A flag means the same in every command. */
export const flags = {
  webhook: {
    type: 'string',
    value: 'URL',
    about: 'the URL of an incoming webhook, copied from Chat',
    env: 'SYNOCHAT_WEBHOOK',
  },
  bot: { type: 'string', value: 'URL', about: 'the Incoming URL of a bot, copied from Chat', env: 'SYNOCHAT_BOT' },
  name: { type: 'string', value: 'NAME', about: 'the name of the saved address, for --via' },
  via: { type: 'string', value: 'NAME', about: 'a named webhook or bot of the configuration, such as backup' },
  to: {
    type: 'string',
    value: 'USER',
    multiple: true,
    about: 'a user to whom the bot writes: id, name or nickname; may be repeated',
  },
  'file-url': { type: 'string', value: 'URL', about: 'the URL of a file that the NAS downloads' },
  file: {
    type: 'string',
    value: 'FILE',
    file: true,
    about: 'a file of this machine, which the NAS fetches at --base-url',
  },
  button: {
    type: 'string',
    value: 'LABEL=VALUE[:STYLE]',
    multiple: true,
    about: 'a button under the text; may be repeated; STYLE: green, grey, red, orange, blue, teal',
  },
  raw: { type: 'boolean', about: 'send the text unchanged, with terminal codes and all states of a progress line' },
  callback: { type: 'string', value: 'ID', about: 'the id that a press of a button sends (default: synochat)' },
  'base-url': {
    type: 'string',
    value: 'URL',
    about: 'the URL by which the NAS reaches this machine',
    env: 'SYNOCHAT_BASE_URL',
  },
  port: { type: 'string', value: 'PORT', about: 'the port to listen on (send: of --base-url; else 8080; 0: any)' },
  host: { type: 'string', value: 'ADDRESS', about: 'the address to listen on (default: all of this machine)' },
  kind: {
    type: 'string',
    value: 'KIND',
    choices: ['auto', 'outgoing', 'slash', 'bot'],
    about: 'the expected kind of event (default: auto, recognized by the fields)',
  },
  token: {
    type: 'string',
    value: 'TOKEN',
    about: 'the expected token; events with another token are refused',
    env: 'SYNOCHAT_TOKEN',
  },
  record: {
    type: 'string',
    value: 'DIR',
    file: true,
    about: 'write each request to a file of DIR, without tokens and names',
  },
  quick: { type: 'boolean', about: 'only what needs no person, in one to two minutes' },
  out: { type: 'string', value: 'FILE', file: true, about: 'the profile to write (default: nas.json)' },
  check: {
    type: 'string',
    value: 'FILE',
    file: true,
    about: "hold the library's defaults against a profile; nothing is sent",
  },
  'dry-run': { type: 'boolean', about: 'print the plan; nothing is sent' },
  'listen-url': {
    type: 'string',
    value: 'URL',
    about: 'the URL by which the NAS reaches this machine (default: --base-url)',
  },
  limit: { type: 'string', value: 'N', about: 'the largest number of posts (default: 20)' },
  ca: {
    type: 'string',
    value: 'FILE',
    file: true,
    about: 'a certificate to trust (PEM), as `doctor` prints it',
    env: 'SYNOCHAT_CA',
  },
  listen: { type: 'boolean', about: 'check the way from Chat to this machine: wait for an event' },
  timeout: {
    type: 'string',
    value: 'SECONDS',
    about: 'the time for each answer of the NAS (default: 30; doctor --listen: 120)',
  },
  shell: { type: 'boolean', about: 'run the words as a line of the shell, for a pipeline' },
  retry: {
    type: 'string',
    value: 'TIME',
    about: 'try again for TIME (30s, 5m, 2h) if nothing was posted and a later try may help',
  },
  config: { type: 'string', value: 'FILE', file: true, about: 'the configuration (default: ~/.config/synochat.json)' },
  json: { type: 'boolean', about: 'print the result as JSON on stdout' },
  quiet: { type: 'boolean', short: 'q', about: 'print only errors' },
  help: { type: 'boolean', short: 'h', about: 'print the help' },
} as const satisfies FlagTable;

export type FlagName = keyof typeof flags;
export type Flags = FlagValues<typeof flags>;
