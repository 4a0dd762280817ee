import type { Integration } from '../api.ts';

export interface Snippet {
  readonly language: 'curl' | 'TypeScript';
  readonly title: string;
  readonly code: string;
}

/** Programs that use the integration. None holds a secret: each reads it from the environment. */
export function snippetsFor(integration: Integration): Snippet[] {
  if (integration.kind === 'incoming') return incoming;
  if (integration.kind === 'bot') return bot;
  return integration.kind === 'slash' ? slash(integration) : outgoing(integration);
}

const incoming: Snippet[] = [
  {
    language: 'curl',
    title: 'Post with curl',
    code: `curl "$WEBHOOK_URL" \\
  --data-urlencode 'payload={"text":"Hello from curl"}'`,
  },
  {
    language: 'TypeScript',
    title: 'Post with synochat',
    code: `import { sendIncoming } from 'synochat';

const { WEBHOOK_URL = '' } = process.env;
await sendIncoming(WEBHOOK_URL, 'Hello from TypeScript');`,
  },
];

const bot: Snippet[] = [
  {
    language: 'curl',
    title: 'Write to user 2 with curl',
    code: `curl "$BOT_URL" \\
  --data-urlencode 'payload={"text":"Hello","user_ids":[2]}'`,
  },
  {
    language: 'TypeScript',
    title: 'Write to user 2 with synochat',
    code: `import { sendBot } from 'synochat';

const { BOT_URL = '' } = process.env;
await sendBot(BOT_URL, 2, 'Hello from TypeScript');`,
  },
  {
    language: 'TypeScript',
    title: 'Answer with synochat',
    code: `import { chatHandler, parseBot, plain, respond, truncate } from 'synochat';

const { BOT_TOKEN = '' } = process.env;

export default {
  fetch: chatHandler(async (req) => {
    const event = await parseBot(req, { token: BOT_TOKEN });
    if (event.kind === 'press') return respond(truncate(\`You chose \${plain(event.value)}\`));
    return respond(truncate(\`You said \${plain(event.text)}\`));
  }),
};`,
  },
];

function slash({ command, url }: { command: string; url: string }): Snippet[] {
  return [
    {
      language: 'curl',
      title: 'Call your app as Chat does',
      code: `curl ${quoted(url)} \\
  --data-urlencode "token=$SLASH_TOKEN" \\
  --data-urlencode ${quoted(`text=/${command} hello`)} \\
  -d user_id=2 -d username=mikael`,
    },
    {
      language: 'TypeScript',
      title: 'Answer with synochat',
      code: `import { chatHandler, parseSlash, plain, respond, truncate } from 'synochat';
import * as v from 'valibot';

const { SLASH_TOKEN = '' } = process.env;
const schema = v.object({ word: v.string() });

export default {
  fetch: chatHandler(async (req) => {
    const { args, user } = await parseSlash(req, schema, { token: SLASH_TOKEN });
    return respond(truncate(\`\${plain(user.name)} said \${plain(args.word)}\`));
  }),
};`,
    },
  ];
}

function outgoing({
  triggerWords,
  url,
  channel,
}: {
  triggerWords: string[];
  url: string;
  channel?: string | undefined;
}): Snippet[] {
  const [word] = triggerWords;
  return [
    {
      language: 'curl',
      title: 'Call your app as Chat does',
      code: `curl ${quoted(url)} \\
  --data-urlencode "token=$OUTGOING_TOKEN" \\
  --data-urlencode ${quoted(`text=${word === undefined ? '' : `${word} `}hello`)} \\
  --data-urlencode ${quoted(`trigger_word=${word ?? 'hello'}`)} \\
  --data-urlencode ${quoted(`channel_name=${channel ?? 'general'}`)} \\
  -d channel_id=1 -d user_id=2 -d username=mikael \\
  -d post_id=4294967297 -d timestamp=1700000000000`,
    },
    {
      language: 'TypeScript',
      title: 'Answer with synochat',
      code: `import { chatHandler, parseOutgoing, plain, respond, truncate } from 'synochat';

const { OUTGOING_TOKEN = '' } = process.env;

export default {
  fetch: chatHandler(async (req) => {
    const { rest, user } = await parseOutgoing(req, { token: OUTGOING_TOKEN });
    return respond(truncate(\`\${plain(user.name)} said \${plain(rest)}\`));
  }),
};`,
    },
  ];
}

/**
 * As one word of a shell, whatever it holds. What a terminal would take for keys, as where pasted text ends, is written
 * in octal: bash, zsh and others read it back, and to a shell that does not it is still one word and no quote in it.
 */
export function quoted(text: string): string {
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  return `$'${text.replace(/[\p{Cc}'\\]/gu, inOctal)}'`;
}

function inOctal(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
