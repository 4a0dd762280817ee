import { variable, variableNames } from '../../../shared/variables.ts';
import type { Integration } from '../api.ts';

export interface Snippet {
  readonly language: 'curl' | 'TypeScript';
  readonly title: string;
  readonly code: string;
}

type Kind<Of extends Integration['kind']> = Extract<Integration, { kind: Of }>;

/**
 * Returns programs that use the integration; `all` decides the names of variables. No program holds a secret: each
 * reads the environment.
 */
export function snippetsFor(integration: Integration, all: readonly Integration[] = [integration]): Snippet[] {
  const name = variableNames(all)[all.findIndex(({ id }) => id === integration.id)];
  switch (integration.kind) {
    case 'incoming':
      return incoming(variable('WEBHOOK', name));
    case 'outgoing':
      return outgoing(integration, variable('OUTGOING_TOKEN', name));
    case 'slash':
      return slash(integration, variable('SLASH_TOKEN', name));
    case 'bot':
      return bot(integration, variable('BOT', name), variable('BOT_TOKEN', name));
  }
}

function incoming(url: string): Snippet[] {
  return [
    {
      language: 'curl',
      title: 'Post with curl',
      code: `curl "$${url}" \\
  --data-urlencode 'payload={"text":"Hello from curl"}'`,
    },
    {
      language: 'TypeScript',
      title: 'Post with synochat',
      code: `// post.mjs
import { sendIncoming } from 'synochat';

const { ${url}: webhook } = process.env;
if (!webhook) throw new Error('Set ${url}, the URL of the incoming webhook');

await sendIncoming(webhook, 'Hello from TypeScript');`,
    },
  ];
}

function bot({ url }: Kind<'bot'>, address: string, token: string): Snippet[] {
  return [
    {
      language: 'curl',
      title: 'Write to user 2 with curl',
      code: `curl "$${address}" \\
  --data-urlencode 'payload={"text":"Hello","user_ids":[2]}'`,
    },
    {
      language: 'TypeScript',
      title: 'Write to user 2 with synochat',
      code: `// write.mjs
import { sendBot } from 'synochat';

const { ${address}: bot } = process.env;
if (!bot) throw new Error('Set ${address}, the URL of the bot');

await sendBot(bot, 2, 'Hello from TypeScript');`,
    },
    answerProgram({
      ...{ url, imports: 'onBot, plain', token, of: 'bot' },
      route: `onBot({ token }, {
    message: ({ text }) => respond(truncate(\`You said \${plain(text)}\`)),
    press: ({ value }) => respond(truncate(\`You chose \${plain(value)}\`)),
  })`,
    }),
  ];
}

function slash({ command, url }: Kind<'slash'>, token: string): Snippet[] {
  return [
    {
      language: 'curl',
      title: 'Call your app as Chat does',
      code: `curl ${shellWord(url)} \\
  --data-urlencode "token=$${token}" \\
  --data-urlencode ${shellWord(`text=/${command} hello`)} \\
  -d user_id=2 -d username=mikael`,
    },
    answerProgram({
      ...{ url, imports: 'onSlash, plain', token, of: 'slash command' },
      schema: 'v.object({ word: v.string() })',
      route: `onSlash(schema, { token }, ({ args, user }) =>
    respond(truncate(\`\${plain(user.name)} said \${plain(args.word)}\`)),
  )`,
    }),
  ];
}

function outgoing({ triggerWords, url, channel }: Kind<'outgoing'>, token: string): Snippet[] {
  const [word] = triggerWords;
  const words = triggerWords.length > 0 ? `, triggerWords: [${triggerWords.map(literal).join(', ')}]` : '';
  return [
    {
      language: 'curl',
      title: 'Call your app as Chat does',
      code: `curl ${shellWord(url)} \\
  --data-urlencode "token=$${token}" \\
  --data-urlencode ${shellWord(`text=${word === undefined ? '' : `${word} `}hello`)} \\
  --data-urlencode ${shellWord(`trigger_word=${word ?? 'hello'}`)} \\
  --data-urlencode ${shellWord(`channel_name=${channel ?? 'general'}`)} \\
  -d channel_id=1 -d user_id=2 -d username=mikael \\
  -d post_id=4294967297 -d timestamp=1700000000000`,
    },
    answerProgram({
      ...{ url, imports: 'onOutgoing, plain', token, of: 'outgoing webhook' },
      route: `onOutgoing({ token${words} }, ({ rest, user }) =>
    respond(truncate(\`\${plain(user.name)} said \${plain(rest)}\`)),
  )`,
    }),
  ];
}

interface AnswerProgram {
  readonly url: string | undefined;
  readonly imports: string;
  readonly token: string;
  readonly of: string;
  readonly schema?: string;
  readonly route: string;
}

/** Returns a program for Node that listens on the port in the integration's URL. */
function answerProgram({ url, imports, token, of, schema, route }: AnswerProgram): Snippet {
  const port = (URL.canParse(url ?? '') && new URL(url ?? '').port) || '3000';
  return {
    language: 'TypeScript',
    title: 'Answer with synochat, on Node',
    code: `// app.mjs, run by: node --env-file=.env app.mjs
import { serve } from '@hono/node-server';
import { chatHandler, ${imports}, respond, truncate } from 'synochat';
${schema === undefined ? '' : `import * as v from 'valibot';\n`}
const { ${token}: token } = process.env;
if (!token) throw new Error('Set ${token}, the token of the ${of}');
${schema === undefined ? '' : `\nconst schema = ${schema};`}
const fetch = chatHandler([
  ${route},
]);
serve({ fetch, port: ${port} });`,
  };
}

/** Returns a JavaScript string literal on a single line, without a character that an editor hides. */
function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, inHex)}'`;
}

function inHex(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * Returns the text as a single word for a shell. Control characters are written in octal, since a terminal reads some
 * as keys, such as the end of a paste. bash, zsh and others decode the octal. For other shells the result is still a
 * single word without a quote inside.
 */
export function shellWord(text: string): string {
  if (!/\p{Cc}/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  return `$'${text.replace(/[\p{Cc}'\\]/gu, inOctal)}'`;
}

function inOctal(character: string): string {
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
