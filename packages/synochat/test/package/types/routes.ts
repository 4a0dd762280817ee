// Routes and functions over commands, as an app writes them. Only compiled.
import {
  type Answer,
  acknowledge,
  type BotEvent,
  type BotMessage,
  type ButtonPress,
  type ChatEvent,
  type ChatRoute,
  type CommandLine,
  chatHandler,
  onBot,
  onOutgoing,
  onSlash,
  parseCommand,
  parseSlash,
  refuse,
  respond,
  type SlashCommand,
  type SlashEntries,
  type SlashEntry,
  type SlashSchema,
} from 'synochat';
import * as v from 'valibot';
import { same } from './same.ts';

interface Env {
  readonly TOKEN: string;
  readonly UNSET?: string;
}
interface Context {
  readonly waitUntil: (promise: Promise<unknown>) => void;
}

declare const req: Request;
declare const token: string;
const Ping = v.object({ ip: v.string(), count: v.optional(v.number(), 4) });

export const everyKind = chatHandler([
  onSlash(Ping, { token }, (command, asked) => {
    same<SlashCommand<{ ip: string; count: number }>>()(command);
    same<Request>()(asked);
    return respond(command.args.ip);
  }),
  onOutgoing({ token, triggerWords: ['deploy'] }, ({ rest }) => Promise.resolve(respond(rest))),
  onBot({ token: [token] }, (event) => {
    same<BotEvent>()(event);
    return event.kind === 'press' ? respond(event.value) : respond(event.text);
  }),
  onBot(
    { token },
    {
      message(event) {
        same<BotMessage>()(event);
        return acknowledge();
      },
      press: ({ callbackId, actions }) => respond(`${callbackId} ${actions.length}`),
    },
  ),
]);
same<(req: Request) => Promise<Response>>()(everyKind);

export const worker = {
  fetch: chatHandler([
    onSlash(
      Ping,
      ({ TOKEN }: Env, { waitUntil }: Context) => ({ token: TOKEN, timeout: waitUntil.length }),
      ({ args }, _req, env, ctx) => {
        same<number>()(args.count);
        same<Env>()(env);
        ctx.waitUntil(Promise.resolve());
        return respond('Pong');
      },
    ),
    onBot(
      async ({ TOKEN }: Env, { waitUntil }: Context) => ({
        token: await Promise.resolve(TOKEN),
        timeout: waitUntil.length,
      }),
      (event, _req, env) => respond(event.user.name + env.TOKEN),
    ),
  ]),
};
same<(req: Request, env: Env, ctx: Context) => Promise<Response>>()(worker.fetch);

/** A handler and its schema in files of their own. */
const answerPing = ({ args }: SlashCommand<v.InferOutput<typeof Ping>>): Answer => respond(args.ip);
export const routes: ChatRoute[] = [onSlash(Ping, { token }, answerPing)];
export const joined = chatHandler(routes, { onError: (_error, asked) => new Response(asked.url, { status: 503 }) });

export const mistakes = [
  // @ts-expect-error no route without a token
  () => onSlash(Ping, {}, answerPing),
  // @ts-expect-error nor with one that may be missing
  () => onBot({ token: undefined }, () => acknowledge()),
  // @ts-expect-error nor with one that a function may leave out
  () => onBot((env: Env) => ({ token: env.UNSET }), acknowledge),
  // @ts-expect-error trigger words are of outgoing webhooks
  () => onBot({ token, triggerWords: 'deploy' }, () => acknowledge()),
  // @ts-expect-error a handler answers
  () => onOutgoing({ token }, () => undefined),
  // @ts-expect-error buttons are not all
  () => onBot({ token }, { press: () => acknowledge() }),
  // @ts-expect-error no word is a date
  () => onSlash(v.object({ at: v.date() }), { token }, () => acknowledge()),
  // @ts-expect-error the schema has no such entry
  () => onSlash(Ping, { token }, ({ args }) => respond(String(args.host))),
  // @ts-expect-error a route is not a handler
  () => chatHandler([() => acknowledge()]),
];

/** Commands by their names, each with its own arguments. */
export const registry = {
  ping: Ping,
  deploy: v.object({ target: v.picklist(['staging', 'prod']), now: v.boolean() }),
} satisfies Record<string, SlashSchema>;
type Registry = typeof registry;
type Handlers = { readonly [Name in keyof Registry]: (args: v.InferOutput<Registry[Name]>) => Response };
export const handlers: Handlers = {
  ping: ({ ip }) => respond(ip),
  deploy: ({ target, now }) => {
    same<'staging' | 'prod'>()(target);
    same<boolean>()(now);
    return respond(target);
  },
};

/** A schema as a parameter, and the entries of one. */
export async function run<const S extends SlashSchema>(schema: S, answer: (args: v.InferOutput<S>) => Answer) {
  const { args } = await parseSlash(req, schema, { token });
  return answer(args);
}
export const ran = run(Ping, ({ ip, count }) => respond(`${ip} ${count}`));
export function createCommand<const E extends SlashEntries>(
  entries: E,
  answer: (args: v.InferOutput<v.ObjectSchemaAsync<E, undefined>>) => Answer,
) {
  return onSlash(v.objectAsync(entries), { token }, ({ args }) => answer(args));
}
export const made = createCommand({ ip: v.string(), all: v.array(v.number()) }, ({ ip, all }) => {
  same<number[]>()(all);
  return respond(ip);
});
const word: SlashEntry = v.optional(v.picklist(['a', 'b']));
// @ts-expect-error no word is a date
const noWord: SlashEntry = v.date();
export const words: SlashEntries = { word, noWord };

export async function lines() {
  const line = await parseCommand('/ping 10.0.0.1', Ping);
  same<CommandLine<{ ip: string; count: number }>>()(line);
  const slash = await parseSlash(req, Ping, { token });
  const asLine: CommandLine<v.InferOutput<typeof Ping>> = slash;
  const anyCommand: SlashCommand = slash;
  same<unknown>()(anyCommand.args);
  return asLine;
}

export function everyEvent(event: ChatEvent): string {
  switch (event.kind) {
    case 'slash':
      return event.command;
    case 'outgoing':
      return event.rest;
    case 'bot':
      return event.text;
    case 'press':
      same<ButtonPress>()(event);
      return event.value;
    default:
      same<never>()(event);
      return '';
  }
}

export function onlyAdmins({ user }: { readonly user: { readonly id: number } }): void {
  if (user.id !== 4) throw refuse('Only admins may deploy');
}
