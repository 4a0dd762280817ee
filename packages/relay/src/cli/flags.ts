import { type FlagTable, flagRows, helpRow } from '@synochat/command-line';
import { startedAs } from './started.ts';

/** Every flag of the program, in the order of the help. */
export const flags = {
  demo: { type: 'boolean', about: 'try without a NAS: start a simulated Chat, and post a sample of each format' },
  data: { type: 'string', value: 'FOLDER', about: 'the folder of the stored messages', env: 'SYNOCHAT_RELAY_DATA' },
  help: { type: 'boolean', short: 'h', about: 'print the help' },
  version: { type: 'boolean', short: 'v', about: 'print the version' },
} as const satisfies FlagTable;

/** The commands, with the pattern of their words. Without a command the program serves. */
export const commands = {
  addresses: { words: '', about: 'print the addresses to paste into your tools' },
  failed: { words: '', about: 'list the messages that Chat refused' },
  show: { words: 'ID', about: 'print the whole text of a failed message, or of a message in a digest' },
  retry: { words: 'ID|all', about: 'put a failed message, or all of them, back at the front of the queue' },
  resume: { words: '[NAME]', about: 'post at once again after Chat was away' },
} as const;

export type CommandName = keyof typeof commands;

const variables: readonly (readonly [name: string, about: string])[] = [
  ['SYNOCHAT_WEBHOOK', 'the URL of an incoming webhook, as Chat shows the URL'],
  ['SYNOCHAT_WEBHOOK_NAME', 'a further webhook; NAME is your choice, such as SYNOCHAT_WEBHOOK_MEDIA'],
  ['SYNOCHAT_RELAY_URL', 'the beginning of the printed addresses (default: http://ADDRESS:PORT of this machine)'],
  ['SYNOCHAT_RELAY_KEY[_NAME]', 'a key of your own in the addresses of a webhook (default: made from its token)'],
  ['SYNOCHAT_RELAY_IMAGES', 'images in a message: link, file or none (default: link)'],
  ['SYNOCHAT_RELAY_IMAGE_HOSTS', 'with file: the hosts whose images Chat downloads, by commas'],
  ['SYNOCHAT_RELAY_MENTIONS', 'no: no notification calls @channel or a person (default: yes)'],
  ['SYNOCHAT_RELAY_MARKS', 'no: no 🔴, 🟠 or 🟢 for the colour of a notification (default: yes)'],
  ['SYNOCHAT_RELAY_MAX_TEXT', 'the longest text in characters (default: 8000, which Chat gets in four messages)'],
  ['REDIS_URL', 'stores the messages in Redis, for several machines (needs the packages bullmq and ioredis)'],
  ['PORT, HOST', 'the port and the address to listen on (default: 8080, on all addresses)'],
];

export const help = `Usage: ${startedAs()} [command] [flags]

Takes notifications for Slack, Mattermost, Discord, ntfy, Gotify, Apprise or a plain webhook, and posts them in Synology Chat.
Without a command the program serves until Ctrl+C.

${Object.entries(commands)
  .map(([name, { words, about }]) => helpRow(`${name} ${words}`.trim(), about))
  .join('\n')}

${flagRows(flags, ['demo', 'data', 'help', 'version'])}

Variables:
${variables.map(([name, about]) => helpRow(name, about)).join('\n')}
`;
