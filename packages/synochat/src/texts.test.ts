import { Hono } from 'hono';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusal } from '../test/portable/refusal.ts';
import { post, slash, token } from '../test/portable/requests.ts';
import { slash as middleware } from './hono.ts';
import { type CommandTexts, parseCommand, parseSlash, RequestError } from './index.ts';
import * as texts from './texts.ts';

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });
const Light = v.variant('do', [v.object({ do: v.literal('start') })]);
const reply = async (line: string, set?: CommandTexts, schema: typeof Ping | typeof Light = Ping) =>
  (await refusal(parseCommand(line, schema, { texts: set }))).reply;

// As @valibot/i18n does for a language.
beforeEach(() => {
  v.setSchemaMessage(({ expected, received }) => `Erwartet wird ${expected} statt ${received}`, 'de');
});
afterEach(() => {
  v.deleteSchemaMessage('de');
});

describe('the replies in German', () => {
  const { de } = texts;

  it.each([
    ['/ping', 'Es fehlt: ip'],
    ['/ping h cuont=4', 'Unbekanntes Wort: cuont=4\nMeinten Sie count=4?'],
    ['/ping h --time', 'Unbekanntes Wort: --time\nOptionen schreibt man als Name=Wert, ohne Striche davor: time'],
    ['/ping h time time', 'Doppelt angegeben: time'],
    ['/ping h count', 'count braucht einen Wert: count=…'],
    ['/ping h "x', 'Das schließende Anführungszeichen fehlt: "x'],
    ['/ping h count=x', 'count: Erwartet wird number statt "x"'],
  ])('are German throughout, the words of valibot too: %s', async (line, expectedText) => {
    expect(await reply(line, de)).toBe(`${expectedText}\nVerwendung: /ping <ip> [count=…] [time]`);
  });

  it('name a subcommand that is missing or unknown', async () => {
    expect(await reply('/light', de, Light)).toBe('Es fehlt: do\nVerwendung: /light start');
    expect(await reply('/light strat', de, Light)).toBe(
      'Unbekannter Wert für do: strat\nMeinten Sie start?\nVerwendung: /light start',
    );
  });

  it.each(['hilfe', 'Hilfe', 'help'])('give help to whoever asks for it: %s', async (word) => {
    expect(await reply(`/ping ${word}`, de)).toBe('/ping <ip> [count=…] [time]');
  });

  it('are for async schemas too', async () => {
    const Async = v.objectAsync({ n: v.number() });
    const { reply: replyText } = await refusal(parseCommand('/x y', Async, { texts: de }));
    expect(replyText).toBe('n: Erwartet wird number statt "y"\nVerwendung: /x <n>');
  });

  it('may differ in one sentence', async () => {
    expect(await reply('/ping', { ...de, missing: (name) => `Gib ${name} an` })).toContain('Gib ip an\nVerwendung: ');
  });
});

describe('the language of a reply', () => {
  it('is English, and that of valibot, unless there are texts', async () => {
    expect(await reply('/ping h count=x')).toBe(
      'count: Expected number but received "x"\nUsage: /ping <ip> [count=…] [time]',
    );
    expect(await reply('/ping hilfe x')).toContain('Unknown word: x');
  });

  it('is chosen for the user who typed the command, once its token is right', async () => {
    const asked: unknown[] = [];
    const choose = async (user: unknown) => {
      asked.push(user);
      await Promise.resolve();
      return texts.fr;
    };
    const { reply: replyText } = await refusal(parseSlash(post(slash('/ping')), Ping, { token, texts: choose }));
    expect(replyText).toContain('Il manque : ip');
    await refusal(parseSlash(post(slash('/ping')), Ping, { token: 'another', texts: choose }));
    expect(asked).toEqual([{ id: 4, name: 'mikael' }]);
    const event = await parseSlash(post(slash('/ping h')), Ping, { token, texts: choose });
    expect(event).toMatchObject({ kind: 'slash', args: { ip: 'h' } });
  });

  it('is English for an unknown user', async () => {
    const textsOfUsers: Readonly<Record<string, CommandTexts>> = { ada: texts.ja };
    const { reply: replyText } = await refusal(
      parseSlash(post(slash('/ping')), Ping, { token, texts: ({ name }) => textsOfUsers[name] }),
    );
    expect(replyText).toContain('Missing: ip');
  });

  it('is an option of the middleware', async () => {
    const app = new Hono().all('*', middleware(Ping, { token, texts: texts.ko }), (c) => c.text(c.var.slash.args.ip));
    const response = await app.fetch(post(slash('/ping')));
    expect(await response.text()).toContain('누락된 항목: ip');
  });

  it('is an error of the program if the choice fails', async () => {
    const failing = parseSlash(post(slash('/ping')), Ping, {
      token,
      texts: () => Promise.reject(new Error('no database')),
    });
    await expect(failing).rejects.not.toBeInstanceOf(RequestError);
    await expect(failing).rejects.toThrow('no database');
  });
});

describe.each(Object.entries(texts))('the texts %s', (_, set) => {
  const sentences = Object.entries(set).filter(([name]) => !['lang', 'help'].includes(name));

  it('have every sentence, each with what it is about, on one line', () => {
    expect(Object.keys(set)).toEqual(Object.keys(texts.en));
    for (const [name, sentence] of sentences) {
      const write = sentence as (...inserted: string[]) => string;
      const written = write('GIVEN', 'WORD');
      expect([name, written]).toEqual([name, expect.stringMatching(/GIVEN|WORD/)]);
      expect(written).not.toMatch(/undefined|\n|^\s|\s$/);
      // Of two only one may be left out, and it is not the word that was typed.
      if (write.length === 2) expect(written).toContain('WORD');
    }
  });

  it('may be another language, whose word for help is one word', () => {
    expect(new Intl.Locale(set.lang).language).toHaveLength(2);
    expect(set.help).toMatch(/^[\p{L}]+$/u);
    const same = sentences.filter(([name, sentence]) => String(sentence) === String(texts.en[name as 'missing']));
    expect(set === texts.en ? [] : same).toEqual([]);
  });
});
