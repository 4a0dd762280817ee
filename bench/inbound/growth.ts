import { chatHandler, parseOutgoing, parseSlash, respond, type SlashSchema } from 'synochat';
import * as v from 'valibot';
import type { Case } from './cases.ts';
import { outgoing, post, slash, token } from './requests.ts';

/** What grows, at sizes up to what the default bound of 65,536 bytes lets in; a subject's name is its size. */
export function makeGrowth(): Case[] {
  const message = chatHandler(async (req) => respond((await parseOutgoing(req, { token })).user.name));
  return [
    grow('Bytes of text', [1000, 4000, 16_000, 64_000], (size) => [
      `${outgoing}&more=${'some+text%20'.repeat(size / 12)}`,
      message,
    ]),
    grow('Fields', [10, 100, 1000, 5000], (size) => [`${outgoing}${times(size, (n) => `&f${n}=1`)}`, message]),
    grow('Parameters', [1, 5, 10, 25, 50], (size) => {
      const names = Array.from({ length: size }, (_, n) => `p${n}`);
      const schema = v.object(Object.fromEntries(names.map((name) => [name, v.optional(v.number())])));
      return [line(names.map((name) => `${name}%3D5`).join('+')), command(schema)];
    }),
    grow('Words', [1, 10, 100, 500, 2000], (size) => [line(times(size, (n) => `word${n}+`)), command(words)]),
    grow('Quoted words', [1, 10, 100, 500, 2000], (size) => [
      line(times(size, (n) => `%22two+${n}%22+`)),
      command(words),
    ]),
    grow('Glued quotes', [100, 1000, 10_000, 60_000], (size) => [line('"'.repeat(size)), command(words)]),
    {
      ...grow('The same field', [100, 1000, 10_000, 32_000], (size) => [`${outgoing}${'&a'.repeat(size)}`, message]),
      status: 400,
    },
  ];
}

const words = v.object({ words: v.array(v.string()) });

type Handler = (req: Request) => Promise<Response>;

function grow(title: string, sizes: readonly number[], make: (size: number) => [body: string, handle: Handler]): Case {
  const subjects = sizes.map((size) => {
    const [body, handle] = make(size);
    return { name: String(size), send: () => post(body), handle };
  });
  return { title, status: 200, answer: '', subjects };
}

function command(schema: SlashSchema): Handler {
  return chatHandler(async (req) => respond((await parseSlash(req, schema, { token })).user.name));
}

/** A slash command with this behind its name, coded already. */
function line(text: string): string {
  return slash.replace(/text=.*/, `text=%2Ftask+${text}`);
}

function times(count: number, text: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => text(n)).join('');
}
