// A command in any text, the language of its replies, and answers that are thrown. Only compiled.
import {
  type CommandLine,
  type CommandTexts,
  parseCommand,
  parseSlash,
  RequestError,
  type RequestErrorCode,
  refuse,
  type SlashCommand,
} from 'synochat';
import { slash } from 'synochat/hono';
import { de, en, zhTW } from 'synochat/texts';
import * as v from 'valibot';
import { look, same } from './same.ts';

declare const req: Request;

export async function typed() {
  const Deploy = v.object({ target: v.picklist(['staging', 'prod']), force: v.fallback(v.boolean(), false) });
  const line = await parseCommand('/deploy prod', Deploy, { texts: de });
  same<CommandLine<{ target: 'staging' | 'prod'; force: boolean }>>()(line);
  const command: CommandLine = await parseSlash(req, Deploy);
  look(command);
  const anyCommand: SlashCommand = await parseSlash(req, Deploy);
  look(anyCommand.args);
  // @ts-expect-error there is no user to choose for
  await parseCommand('', Deploy, { texts: () => de });
}

export async function languages() {
  const Deploy = v.object({ target: v.string() });
  const textsOfUsers: Partial<Record<string, CommandTexts>> = { ada: de };
  await parseSlash(req, Deploy, { token: 'x', texts: zhTW });
  await parseSlash(req, Deploy, { token: 'x', texts: ({ name }) => textsOfUsers[name] });
  await parseSlash(req, Deploy, { token: 'x', texts: ({ id }) => Promise.resolve(id === 4 ? de : en) });
  await parseSlash(req, Deploy, { token: 'x', texts: { ...de, help: 'hilf', missing: (name) => `${name}?` } });
  // @ts-expect-error a set has every sentence
  await parseSlash(req, Deploy, { token: 'x', texts: { lang: 'pl', help: 'pomoc' } });
  slash(Deploy, { token: 'x', texts: de });
  slash(Deploy, () => ({ token: 'x', texts: ({ name }) => textsOfUsers[name] }));
}

export function refusals(error: unknown) {
  same<RequestError>()(refuse('Only admins may deploy'));
  const codes: readonly RequestErrorCode[] = ['refused', 'command_help', 'command_invalid'];
  if (error instanceof RequestError) look(codes.includes(error.code));
  // @ts-expect-error a reply is a text
  refuse({ text: 'no' });
}
