/** A flag: what parsing, help, configuration and completion have to know of it. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  readonly multiple?: true;
  readonly short?: string;
  /** What stands for its value in the help. */
  readonly value?: string;
  /** One line. */
  readonly about: string;
  /** Where else it is looked for, and in the configuration file by its name in camel case. */
  readonly env?: string;
  readonly choices?: readonly string[];
  /** Completed by the names of files. */
  readonly file?: true;
}

/** Every flag once: it means the same wherever it is known. */
export const flags = {
  webhook: {
    type: 'string',
    value: 'URL',
    about: 'the incoming webhook, as copied out of Chat',
    env: 'SYNOCHAT_WEBHOOK',
  },
  bot: { type: 'string', value: 'URL', about: "the bot's Incoming URL, as copied out of Chat", env: 'SYNOCHAT_BOT' },
  to: {
    type: 'string',
    value: 'USER',
    multiple: true,
    about: 'to whom the bot writes: id, name or nickname; may be repeated',
  },
  'file-url': { type: 'string', value: 'URL', about: 'a file that the NAS downloads from there' },
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
  raw: { type: 'boolean', about: 'send colours, other terminal codes and all of a progress line too' },
  callback: { type: 'string', value: 'ID', about: 'comes back when a button is pressed (default: synochat)' },
  'base-url': { type: 'string', value: 'URL', about: 'how the NAS reaches this machine', env: 'SYNOCHAT_BASE_URL' },
  port: { type: 'string', value: 'PORT', about: 'where to listen (send: that of --base-url; else 8080; 0: any)' },
  host: { type: 'string', value: 'ADDRESS', about: 'the address to listen on (default: all of this machine)' },
  kind: {
    type: 'string',
    value: 'KIND',
    choices: ['auto', 'outgoing', 'slash', 'bot'],
    about: 'what is expected to arrive (default: auto, told by its fields)',
  },
  token: {
    type: 'string',
    value: 'TOKEN',
    about: 'the token that is expected; others are refused',
    env: 'SYNOCHAT_TOKEN',
  },
  limit: { type: 'string', value: 'N', about: 'how many posts at most (default: 20)' },
  ca: {
    type: 'string',
    value: 'FILE',
    file: true,
    about: 'a certificate to trust (PEM), as `doctor` prints it',
    env: 'SYNOCHAT_CA',
  },
  listen: { type: 'boolean', about: 'check the way in: wait for what Chat sends to this machine' },
  timeout: {
    type: 'string',
    value: 'SECONDS',
    about: 'how long the NAS may take for one answer (default: 30; doctor --listen: 120)',
  },
  config: { type: 'string', value: 'FILE', file: true, about: 'the configuration (default: ~/.config/synochat.json)' },
  json: { type: 'boolean', about: 'the result as JSON on stdout' },
  quiet: { type: 'boolean', short: 'q', about: 'nothing but errors' },
  help: { type: 'boolean', short: 'h', about: 'explain' },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof flags;

/** A command: its flags beside those of all commands. */
export interface Command {
  readonly about: string;
  /** What follows its name. */
  readonly words: string;
  /** How many words at least and at most. */
  readonly count: readonly [least: number, most: number];
  readonly flags: readonly FlagName[];
  /** Words to complete. */
  readonly choices?: readonly string[];
  /** More to know, in lines of the help. */
  readonly more: string;
}

const network = ['ca', 'timeout'] as const satisfies readonly FlagName[];

/** Those of every command. */
export const common = ['config', 'json', 'quiet', 'help'] as const satisfies readonly FlagName[];

export const commands = {
  send: {
    about: 'post a message',
    words: '[TEXT…]',
    count: [0, Number.POSITIVE_INFINITY],
    flags: [
      ...([
        'webhook',
        'bot',
        'to',
        'file-url',
        'file',
        'base-url',
        'port',
        'host',
        'button',
        'callback',
        'raw',
      ] as const),
      ...network,
    ],
    more: `The text is what follows the command; without it, or for -, it is read from stdin. Chat's markup: *bold*, _italic_,
~strike~, \`code\`, <https://example.com|label>. A text over 2000 characters leaves in several posts. Of a program's output,
the text is sent that a terminal shows in the end: no colours, and of a progress line its last state. --raw sends all of it.

  synochat send "Backup done"
  df -h | synochat send
  synochat send --to ada --to 7 "Lunch?" --button "Yes=yes:green" --button "No=no:red"
  synochat send --file report.pdf --base-url http://192.168.1.20:8090 "The report"

With --to the bot writes to each of these users, otherwise the webhook posts in its channel. Buttons answer to a bot.
A VALUE that ends like a style is followed by one of its own: "Green=:green:grey" has the value :green.
The NAS downloads a --file from this machine, so --base-url has to work from there.`,
  },
  doctor: {
    about: 'say what is wrong with an address or with the way in, without posting anything',
    words: '[URL]',
    count: [0, 1],
    flags: ['webhook', 'bot', ...network, 'listen', 'port', 'host', 'token', 'base-url'],
    more: `Looks at the address, the name (DNS), the connection, the certificate, Chat and the token, and says what to do. Without a
URL it looks at all that are set. A certificate that is not trusted is printed, to be saved and given with --ca FILE.
It asks Chat only what cannot post: for a bot's users, and a webhook without a message, once also with a wrong token.

A proxy variable (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) that is in force for the host is named, as this runtime reads NO_PROXY.

With --listen it checks the way from Chat to this machine: it prints what to enter in Chat, waits for an event, and says how far
it came or what keeps it away: https, another port, a firewall, or localhost. URL is then the one that is entered in Chat.

  synochat doctor --listen
  synochat doctor --listen http://192.168.1.20:8080/ --timeout 60

With a problem it ends with 1, or 2 where it is the address itself, or 3 where it may pass by itself or no event came.`,
  },
  listen: {
    about: 'show what Chat sends to this machine, and answer it',
    words: '',
    count: [0, 0],
    flags: ['port', 'host', 'kind', 'token', 'base-url'],
    more: `For setting up an outgoing webhook, a slash command or a bot: it prints the address to enter in Chat, which has to work from
the NAS, and then every event. Tokens are never shown, but whether it is the expected one or the same as before. With --json
each event is a line of JSON. Without --token it answers everybody: leave it running no longer than you need it.`,
  },
  users: {
    about: 'list the users who can see the bot',
    words: '',
    count: [0, 0],
    flags: ['bot', ...network],
    more: 'Those that are deleted or disabled are marked: nothing can be sent to them.',
  },
  channels: {
    about: 'list the channels and conversations that the bot is in',
    words: '',
    count: [0, 0],
    flags: ['bot', ...network],
    more: '',
  },
  posts: {
    about: 'list the posts of a channel, newest first',
    words: 'CHANNEL',
    count: [1, 1],
    flags: ['bot', 'limit', ...network],
    more: 'CHANNEL is a name or an id, as `synochat channels` lists them. The bot has to be in it.',
  },
  completion: {
    about: 'print what makes a shell complete commands and flags',
    words: 'SHELL',
    count: [1, 1],
    flags: [],
    choices: ['bash', 'zsh', 'fish'],
    more: `SHELL is bash (4 or later), zsh or fish. Put one of these into the file that your shell reads when it starts:

  ~/.bashrc                   eval "$(synochat completion bash)"
  ~/.zshrc, after compinit    eval "$(synochat completion zsh)"
  ~/.config/fish/config.fish  synochat completion fish | source`,
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;
