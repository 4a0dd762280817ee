import type { Kind } from './choices.ts';

/** The parts of the files that depend on the kind of integration. */
export interface Integration {
  readonly title: string;
  /** The environment variable with the token. */
  readonly variable: string;
  /** The names that the program imports from the library. */
  readonly imports: readonly string[];
  /** The lines of the program between the imports and the handler. */
  readonly before: string;
  /** Returns the route of the program with the source of its token. */
  readonly route: (token: string) => string;
  /** The line of `dev.mjs` that creates the integration in the simulator. */
  readonly add: string;
  /** The text to type, and the place. */
  readonly typed: string;
  readonly where: string;
  /** The step in Chat's dialog *Integration*, after the name of the dialog in italics. */
  readonly inChat: string;
}

export const integrations: Readonly<Record<Kind, Integration>> = {
  slash: {
    title: 'slash command',
    variable: 'SYNOCHAT_SLASH_TOKEN',
    imports: ['chatHandler', 'onSlash', 'plain', 'respond'],
    before: `// The arguments of the command: /hello or /hello name=Ada
const Hello = v.object({ name: v.optional(v.string()) });
`,
    route: (token) =>
      `onSlash(Hello, ${token}, ({ args, user }) => respond(\`Hello \${plain(args.name ?? user.name)}!\`)),`,
    add: "nas.addSlash({ command: 'hello', url })",
    typed: '/hello',
    where: 'in #general',
    inChat: 'Slash Commands*: create the command `hello`',
  },
  webhook: {
    title: 'outgoing webhook',
    variable: 'SYNOCHAT_OUTGOING_TOKEN',
    imports: ['chatHandler', 'onOutgoing', 'plain', 'respond'],
    before: '',
    route: (token) => `onOutgoing(${token}, ({ user }) => respond(\`Hello \${plain(user.name)}!\`)),`,
    add: "nas.addOutgoing({ triggerWords: ['Hey'], url })",
    typed: 'Hey there',
    where: 'in #general',
    inChat: 'Outgoing Webhooks*: create a webhook with the trigger word `Hey`',
  },
  bot: {
    title: 'bot',
    variable: 'SYNOCHAT_BOT_TOKEN',
    imports: ['chatHandler', 'onBot', 'plain', 'respond'],
    before: `const buttons = [
  { callbackId: 'mood', text: 'How are you?', buttons: [{ name: 'mood', value: 'fine', text: 'Fine', style: 'green' }] },
];
`,
    route: (token) => `onBot(${token}, {
    message: ({ user }) => respond({ text: \`Hello \${plain(user.name)}!\`, attachments: buttons }),
    press: ({ user }) => respond(\`\${plain(user.name)} is fine.\`),
  }),`,
    add: "nas.addBot({ name: 'Helper', url })",
    typed: 'Hi',
    where: 'to the bot Helper',
    inChat: 'Bots*: create a bot',
  },
};
