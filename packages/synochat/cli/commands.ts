import { type Command, shells } from '@synochat/command-line';
import type { FlagName } from './flags.ts';

const network = ['ca', 'timeout'] as const satisfies readonly FlagName[];
const message = ['via', 'webhook', 'bot', 'to', 'file-url', 'file', 'base-url', 'port', 'host'] as const;

/** The flags of every command. */
export const common = ['config', 'json', 'quiet', 'help'] as const satisfies readonly FlagName[];

export const commands = {
  send: {
    about: 'post a message',
    words: '[TEXT…]',
    count: [0, Number.POSITIVE_INFINITY],
    flags: [...message, 'button', 'callback', 'raw', 'retry', ...network],
    more: `The text is the words after the command. Without words, or for the word -, the text is read from stdin. Chat's markup: *bold*,
_italic_, ~strike~, \`code\`, <https://example.com|label>. A text over 2000 characters becomes several posts. Output of a program
is sent as a terminal would show it: without colours, and with only the last state of a progress line. --raw sends all of it.

  synochat send "Backup done"
  df -h | synochat send
  synochat send --to ada --to 7 "Lunch?" --button "Yes=yes:green" --button "No=no:red"
  synochat send --file report.pdf --base-url http://192.168.1.20:8090 "The report"

The webhook posts in its channel. With --to the bot writes to each user. --via backup posts through "backup" of "webhooks" in the
configuration, or SYNOCHAT_WEBHOOK_BACKUP; with --to through "backup" of "bots", or SYNOCHAT_BOT_BACKUP. A press of a button goes
to the bot. Chat is not known to send a press of a webhook's button to any program. An unknown style is refused.
If a VALUE ends like a style, add a style: "Green=:green:grey" has the value :green.
The NAS downloads a --file from this machine, so --base-url must work from the NAS.`,
  },
  run: {
    about: 'run a command and post its outcome',
    words: '-- CMD…',
    count: [1, Number.POSITIVE_INFINITY],
    flags: ['via', 'webhook', 'bot', 'to', 'shell', 'retry', ...network],
    more: `Runs the command with this program's stdin, stdout and stderr, and posts outcome, duration and the last 20 lines of output. The exit
code is the command's, also if the post fails: 128 and the number of a signal, 127 if there is no such program. If the settings are
wrong, the code is 2 and the command does not start. Signals go on to the command. Keep passwords out of the command and its
output: both are posted. Tokens of Chat are masked.

  synochat run -- rsync -a /home /backup
  synochat run --via backup --retry 5m --shell -- 'pg_dump shop | gzip > shop.gz'

With --shell the words are a line for the shell (sh; cmd.exe on Windows). The code of a pipeline is the last program's.`,
  },
  doctor: {
    about: 'find the fault of an address or of the way in, without a post',
    words: '[URL]',
    count: [0, 1],
    flags: ['via', 'webhook', 'bot', ...network, 'listen', 'port', 'host', 'token', 'base-url'],
    more: `Checks the address, the name (DNS), the connection, the certificate, Chat and the token, and says what to do. Without a URL
every address of the settings is checked. If a certificate is not trusted, doctor prints it: save it and pass it with --ca FILE.
Chat gets only calls that post nothing: a bot's list of users, or a webhook without a message, once also with a wrong token.

If a proxy variable (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY) applies to the host, doctor names it. NO_PROXY is read as this runtime
reads it.

With --listen, doctor checks the way from Chat to this machine: it prints the URLs to enter in Chat, waits for an event, and says
how far the event came or what stopped it: https, another port, a firewall, or localhost. Pass the URL from Chat to check it too.

  synochat doctor --listen
  synochat doctor --listen http://192.168.1.20:8080/ --timeout 60

The exit code of a problem is 1; 2 if the address is invalid; 3 if the problem may pass by itself or if no event came.`,
  },
  init: {
    about: 'ask for the addresses, check and save them',
    words: '',
    count: [0, 0],
    flags: ['webhook', 'bot', 'name', ...network],
    more: `At a terminal init asks for the URLs of webhooks and bots, checks each as doctor does, and saves them in the configuration, which
only you can read. Without a terminal the URLs come from SYNOCHAT_WEBHOOK and SYNOCHAT_BOT, or from flags. With --name the URL is
saved under that name. Addresses that are saved already stay.

  synochat init
  SYNOCHAT_WEBHOOK='https://…' synochat init --name backup < /dev/null`,
  },
  listen: {
    about: 'print every event that Chat sends to this machine, and answer it',
    words: '',
    count: [0, 0],
    flags: ['port', 'host', 'kind', 'token', 'base-url', 'record'],
    more: `Use listen to set up an outgoing webhook, a slash command or a bot: it prints the URL to enter in Chat, which must work from
the NAS, and then every event. No token is printed, only whether it is the expected token or the same as before. With --json
each event is a line of JSON. Without --token everybody gets an answer: stop listen as soon as you have finished.

With --record DIR each request becomes a file of DIR that you can attach to an issue. Tokens, names, texts and ids are replaced by
values of the same length, and hosts and addresses are left out. A request is not recorded if a token, host or name would remain.

  synochat listen --record recordings`,
  },
  survey: {
    about: 'measure how Chat on your NAS behaves, and write a profile without tokens and names',
    words: '',
    count: [0, 0],
    flags: [
      'webhook',
      'bot',
      'to',
      'quick',
      'out',
      'dry-run',
      'check',
      'listen-url',
      'base-url',
      'port',
      'host',
      ...network,
    ],
    more: `Nobody has measured Chat: how soon a second post is refused, how long a text may be, how long Chat waits for an app. survey posts
5 to 38 messages that say "." or "x" into the channel of the webhook, and writes the answers to nas.json. Use a private channel with
nobody else in it. With a bot more is learned; --to names the user who runs the survey, if several users see the bot.

  synochat survey --quick
  synochat survey --check nas.json

The profile holds no token, host, name or text. Attach it to an issue; \`synochat-simulator --profile nas.json\` behaves like the NAS.
Ctrl+C keeps what is known, and the same command goes on from there.`,
  },
  users: {
    about: 'list the users who can see the bot',
    words: '',
    count: [0, 0],
    flags: ['via', 'bot', ...network],
    more: 'Deleted and disabled users are marked: nobody can write to them.',
  },
  channels: {
    about: 'list the channels and conversations of the bot',
    words: '',
    count: [0, 0],
    flags: ['via', 'bot', ...network],
    more: '',
  },
  posts: {
    about: 'list the posts of a channel, newest first',
    words: 'CHANNEL',
    count: [1, 1],
    flags: ['via', 'bot', 'limit', ...network],
    more: 'CHANNEL is a name or an id from `synochat channels`. The bot must be a member.',
  },
  completion: {
    about: 'print a script by which a shell completes commands and flags',
    words: 'SHELL',
    count: [1, 1],
    flags: [],
    choices: shells,
    more: `SHELL is bash (4 or later), zsh, fish or powershell. Add the line of your shell to the file that the shell reads when it starts:

  ~/.bashrc                   eval "$(synochat completion bash)"
  ~/.zshrc, after compinit    eval "$(synochat completion zsh)"
  ~/.config/fish/config.fish  synochat completion fish | source
  $PROFILE of PowerShell      synochat completion powershell | Out-String | Invoke-Expression`,
  },
} as const satisfies Readonly<Record<string, Command<FlagName>>>;

export type CommandName = keyof typeof commands;
