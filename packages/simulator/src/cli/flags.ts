import { type FlagTable, flagRows } from '@synochat/command-line';

/** Every flag of the program, in the order of the help. */
export const flags = {
  slash: { type: 'string', multiple: true, value: 'NAME=URL', about: 'a slash command: typing /NAME calls URL' },
  outgoing: {
    type: 'string',
    multiple: true,
    value: 'WORD=URL',
    about: 'an outgoing webhook: a message that begins with WORD calls URL',
  },
  bot: { type: 'string', multiple: true, value: 'NAME=URL', about: 'a bot: writing to @NAME calls URL' },
  incoming: {
    type: 'string',
    multiple: true,
    value: 'CHANNEL',
    about: 'an incoming webhook that posts into a channel (default: general)',
  },
  token: {
    type: 'string',
    multiple: true,
    value: 'VARIABLE=TOKEN',
    about: 'a chosen token; VARIABLE as printed, such as SYNOCHAT_SLASH_TOKEN_PING',
  },
  demo: { type: 'boolean', about: 'a slash command, an outgoing webhook and a bot to try, with programs built in' },
  config: { type: 'string', value: 'FILE', about: 'users, channels, integrations and switches from a JSON file' },
  data: { type: 'string', value: 'FILE', about: 'keep all state in FILE over a restart, readable by you alone' },
  switch: { type: 'string', multiple: true, value: 'NAME=VALUE', about: 'a disputed behaviour or a fault' },
  profile: { type: 'string', value: 'FILE', about: 'behave like the NAS of a profile that `synochat survey` wrote' },
  'list-switches': { type: 'boolean', about: 'list and explain all switches' },
  // Node 20 reads an option `--env-file` of any program as an option of Node.
  'write-env': { type: 'string', value: 'FILE', about: 'write addresses and tokens to FILE, readable by you alone' },
  'show-tokens': { type: 'boolean', about: 'print addresses and tokens' },
  port: { type: 'string', value: 'PORT', about: 'the port to listen on (default: 5050; 0: any)' },
  host: { type: 'string', value: 'HOST', about: 'the address to listen on (default: 127.0.0.1)' },
  'allow-network': {
    type: 'boolean',
    about: 'allow a HOST that other machines reach; page and /api need a key (see below)',
  },
  cert: { type: 'string', value: 'FILE', about: 'the certificate for https (PEM); needs --key' },
  key: { type: 'string', value: 'FILE', about: 'the key of the certificate (PEM); needs --cert' },
  origin: { type: 'string', value: 'URL', about: 'the beginning of the printed addresses (default: http://HOST:PORT)' },
  open: { type: 'boolean', about: 'open the page in a browser' },
  help: { type: 'boolean', short: 'h', about: 'print the help' },
  version: { type: 'boolean', short: 'v', about: 'print the version' },
} as const satisfies FlagTable;

const groups: readonly (readonly (keyof typeof flags)[])[] = [
  ['demo'],
  ['slash', 'outgoing', 'bot', 'incoming', 'token'],
  ['config', 'data', 'switch', 'profile', 'list-switches'],
  ['write-env', 'show-tokens'],
  ['port', 'host', 'allow-network', 'cert', 'key', 'origin', 'open'],
  ['help', 'version'],
];

export const help = `Usage: synochat-simulator [flags]

A Synology Chat server to develop against, with a page to chat on.

${groups.map((names) => flagRows(flags, names)).join('\n\n')}

The flags of integrations, --token and --switch may be repeated. --outgoing A,B=URL has several words, --outgoing '#CHANNEL=URL' a channel.
With --allow-network the key is read from SYNOCHAT_SIMULATOR_KEY; without the variable a new key is printed.
`;
