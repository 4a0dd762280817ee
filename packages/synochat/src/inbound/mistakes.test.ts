import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { watchErrors } from '../../test/portable/printed.ts';
import { outgoing, post, slash, token } from '../../test/portable/requests.ts';
import {
  type Button,
  chatHandler,
  dedupe,
  en,
  lateWork,
  type Message,
  parseBot,
  parseCommand,
  parseOutgoing,
  parseSlash,
  respond,
  sendIncoming,
  usage,
} from '../index.ts';

const printed = watchErrors();
const Ping = v.object({ ip: v.string() });
const button = { name: 'n', value: 'v', text: 't' };
const withButton = (members: object): Message => ({
  attachments: [{ callbackId: 'c', text: 't', buttons: [members as Button] }],
});
/** As other schema libraries make them. */
const foreign = { '~standard': { version: 1, vendor: 'other', validate: () => ({ value: {} }) }, type: 'object' };
/** As a server of Node calls its handlers. */
const ofExpress = { method: 'POST', url: '/', headers: { 'content-type': 'text/plain' }, body: {} };

describe('a mistake that only JavaScript allows', () => {
  it.each<[string, () => unknown]>([
    ['chatHandler', () => chatHandler(() => respond('x'), null as never)],
    ['lateWork', () => lateWork(null as never)],
    ['dedupe', () => dedupe(null as never)],
    ['usage without a command', () => usage(null as never, Ping)],
    ['usage without a schema', () => usage('/ping', undefined as never)],
  ])('in the arguments is a TypeError that says what must be there: %s', (_, call) => {
    expect(call).toThrow(TypeError);
    expect(call).not.toThrow(/Cannot|undefined|is not a function|iterable/);
  });

  it.each<[string, unknown]>([
    ['the name of a language', 'de'],
    ['half a set', { lang: 'de' }],
    ['a function where there is no user', () => en],
  ])('in the texts of a command is a TypeError: %s', async (_, texts) => {
    await expect(parseCommand('/ping', Ping, { texts: texts as never })).rejects.toThrow(
      'texts must be a set of texts',
    );
  });

  it.each<[string, () => unknown, string]>([
    [
      'the token where options belong',
      () => parseSlash(post(slash('/ping a')), Ping, token as never),
      'The options must be an object',
    ],
    ['null for options', () => parseOutgoing(post(outgoing), null as never), 'The options must be an object'],
    ['the request of another server', () => parseOutgoing(ofExpress as never, { token }), 'a Request of the Fetch API'],
    ['no request', () => parseBot(undefined as never, { token }), 'a Request of the Fetch API'],
    ['a schema of another library', () => parseSlash(post(slash('/ping a')), foreign as never, { token }), ''],
    ['no schema', () => parseSlash(post(slash('/ping a')), undefined as never, { token }), ''],
    ['an unset token', () => parseBot(post(outgoing), { token: undefined as never }), 'missing or empty'],
  ])('is a TypeError that says what is wanted: %s', async (_, parse, message) => {
    const error: unknown = await Promise.resolve()
      .then(parse)
      .catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toMatch(/undefined|Cannot|operator|is not a function/);
    expect(String(error)).not.toContain(token);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'A message must be a text or an object, not undefined'],
    ['null', null, 'not null'],
    ['a number', 7, 'not number'],
    ['a number as text', { text: 7 }, "The message's text must be a text, not number"],
    [
      'one attachment',
      { attachments: { callbackId: 'c', text: 't', buttons: [button] } },
      "The message's attachments must be a list, not object",
    ],
    [
      'an attachment without an id',
      { attachments: [{ text: 't', buttons: [button] }] },
      "An attachment's callbackId must be",
    ],
    [
      'an attachment without buttons',
      { attachments: [{ callbackId: 'c', text: 't' }] },
      "An attachment's buttons must be",
    ],
    ['nothing for an attachment', { attachments: [null] }, "An attachment's callbackId must be"],
    ['a button without a name', withButton({ value: 'v', text: 't' }), "A button's name must be a text, not undefined"],
    [
      'a button whose value is a number',
      withButton({ ...button, value: 1 }),
      "A button's value must be a text, not number",
    ],
    [
      'a button whose style is no text',
      withButton({ ...button, style: 4 }),
      "A button's style must be a text, not number",
    ],
  ])(
    'in a message is a TypeError that names the member, in a reply and in a post: %s',
    async (_, message, sentence) => {
      expect(() => respond(message as Message)).toThrow(sentence);
      const url = `http://nas.example/webapi/entry.cgi?token=${token}`;
      await expect(sendIncoming(url, message as Message)).rejects.toThrow(sentence);
    },
  );

  it('keeps a style that some servers know', async () => {
    await expect(respond(withButton({ ...button, style: 'default' })).text()).resolves.toContain('"style":"default"');
  });

  it('names a reply with two files', () => {
    expect(() => respond({ text: 'x', fileUrl: 'http://a/1.png' }, 'http://a/2.png')).toThrow('two files');
    expect(() => respond({ text: 'x' }, 'http://a/2.png')).not.toThrow();
  });

  it.each([
    ['a text', 'Pong'],
    ['nothing', undefined],
    ['an object', { text: 'Pong' }],
  ])('is answered 500 and printed if a handler returns %s', async (_, answer) => {
    const handler = chatHandler(() => answer as never);
    expect((await handler(post(outgoing))).status).toBe(500);
    expect(printed().join()).toContain('The handler returned no Response');
  });
});
