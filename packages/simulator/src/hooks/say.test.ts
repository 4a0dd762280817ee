import { describe, expect, it } from 'vitest';
import { appThatAnswers, post } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

const failure = '(Only visible to you) Failed to send a request to the bot server. Please contact the bot owner.';

function chat(answer: () => Response | Promise<Response>, options: SimulatorOptions = {}) {
  const app = appThatAnswers(answer);
  const channels = ['general', { name: 'board', members: ['ada'] }];
  return { app, nas: createSimulator({ channels, fetch: app.fetch, ...options }) };
}

const pong = () => Response.json({ text: 'pong', token: 'echo', username: 'ignored' });

describe('a message of a user', () => {
  it('is posted under the name of the author', async () => {
    const { nas } = chat(pong);
    const [mine] = await nas.say('mikael', 'general', 'hello');
    expect(mine).toMatchObject({ author: 'mikael', from: 'user', text: 'hello', channel: 'general' });
    expect(nas.posts('general')).toEqual([mine]);
  });

  it("is refused from unknown users, in unknown channels, in others' channels and if blank", async () => {
    const { nas } = chat(pong);
    await expect(nas.say('eve', 'general', 'hi')).rejects.toThrow('There is no user "eve". Known: mikael, ada.');
    await expect(nas.say('ada', 'x', 'hi')).rejects.toThrow(TypeError);
    await expect(nas.say('mikael', 'board', 'hi')).rejects.toThrow('mikael is not a member of board.');
    await expect(nas.say('ada', 'board', ' \n')).rejects.toThrow(TypeError);
  });
});

describe('an outgoing webhook', () => {
  const url = 'http://app.example/out';
  const heard = async (
    hook: { channel?: string; triggerWords?: string[] },
    where: string,
    text: string,
    options: SimulatorOptions = {},
  ) => {
    const { nas, app } = chat(() => new Response(), options);
    nas.addOutgoing({ ...hook, url });
    await nas.say('ada', where, text);
    return app.requests.map(({ fields }) => fields.get('trigger_word'));
  };

  it('receives a message that begins with a trigger word, in the same case', async () => {
    expect(await heard({ triggerWords: ['Ping'] }, 'general', 'Ping me')).toEqual(['Ping']);
    expect(await heard({ triggerWords: ['Ping'] }, 'board', 'Ping')).toEqual(['Ping']);
    expect(await heard({ triggerWords: ['Ping'] }, 'general', 'ping me')).toEqual([]);
    expect(await heard({ triggerWords: ['Ping'] }, 'general', 'do not Ping')).toEqual([]);
  });

  it.each(['Pingpong', 'Ping, hello', 'Ping!', 'Ping\u00b7', 'Ping-pong', '"Ping"'])(
    'does not match a longer word, except by the switch "triggerMatch": %s',
    async (text) => {
      expect(await heard({ triggerWords: ['Ping'] }, 'general', text)).toEqual([]);
      const told = text.startsWith('Ping') ? ['Ping'] : [];
      expect(await heard({ triggerWords: ['Ping'] }, 'general', text, { triggerMatch: 'prefix' })).toEqual(told);
    },
  );

  it.each(['Ping\tme', 'Ping\nme', 'Ping\u3000me', '排程 現在'])(
    'accepts any blank as the end of a word: %j',
    async (text) => {
      expect(await heard({ triggerWords: ['Ping', '排程'] }, 'general', text)).toHaveLength(1);
    },
  );

  it('receives the longest matching trigger word', async () => {
    expect(await heard({ triggerWords: ['stk', 'stk buy', 'x'] }, 'general', 'stk buy 5')).toEqual(['stk buy']);
  });

  it('without trigger words receives every message of the channel, with the first word', async () => {
    expect(await heard({ channel: 'general' }, 'general', 'deploy the new version')).toEqual(['deploy']);
    expect(await heard({ channel: 'general' }, 'general', 'deploy,\nnow')).toEqual(['deploy,']);
    expect(await heard({ channel: 'general' }, 'general', ' late')).toEqual(['late']);
    expect(await heard({ channel: 'general' }, 'general', '部署新版本')).toEqual(['部署新版本']);
    expect(await heard({ channel: 'general' }, 'general', 'any', { emptyTrigger: 'empty' })).toEqual(['']);
    expect(await heard({ channel: 'general' }, 'general', 'any', { emptyTrigger: 'omit' })).toEqual([null]);
    expect(await heard({ channel: 'general' }, 'board', 'anything')).toEqual([]);
  });

  it('with a channel and trigger words needs both to match', async () => {
    const both = { channel: 'general', triggerWords: ['Ping'] };
    expect(await heard(both, 'general', 'Ping')).toEqual(['Ping']);
    expect(await heard(both, 'board', 'Ping')).toEqual([]);
    expect(await heard(both, 'general', 'Pong')).toEqual([]);
  });

  it('cannot be created without channel and trigger words, for an invalid address or with an empty word', () => {
    const { nas } = chat(pong);
    expect(() => nas.addOutgoing({ url })).toThrow('needs a channel, a trigger word or both');
    expect(() => nas.addOutgoing({ url: 'app', channel: 'general' })).toThrow(TypeError);
    expect(() => nas.addOutgoing({ url, triggerWords: [''] })).toThrow(TypeError);
  });

  it('answers in the channel under the name of the webhook, whatever the content type', async () => {
    const { nas } = chat(() => new Response('{"text":"pong"}', { headers: { 'Content-Type': 'text/html' } }));
    nas.addOutgoing({ channel: 'general', url, name: 'Echo' });
    const [mine, reply] = await nas.say('ada', 'general', 'hi');
    expect(reply).toMatchObject({ author: 'Echo', from: 'integration', text: 'pong', onlyTo: undefined });
    expect(nas.posts('general')).toEqual([mine, reply]);
  });

  it('receives neither posts of an incoming webhook nor answers of itself', async () => {
    const { nas, app } = chat(pong);
    nas.addOutgoing({ channel: 'general', url });
    await post(nas, nas.addIncoming({ channel: 'general' }).url, { text: 'pong' });
    await nas.say('ada', 'general', 'hi');
    expect(app.requests).toHaveLength(1);
  });

  it('posts the file of the answer, and posts nothing if the file cannot be fetched', async () => {
    const answers = [Response.json({ text: 'report', file_url: 'http://app.example/r.pdf' }), new Response('PDF')];
    const { nas } = chat(() => answers.shift() ?? new Response('', { status: 404 }));
    nas.addOutgoing({ channel: 'general', url });
    expect((await nas.say('ada', 'general', 'hi'))[1]).toMatchObject({
      text: 'report',
      file: { name: 'r.pdf', size: 3 },
    });
    answers.push(Response.json({ text: 'report', file_url: 'http://app.example/r.pdf' }));
    expect(await nas.say('ada', 'general', 'again')).toHaveLength(1);
    expect(nas.exchanges().map(({ note }) => note)).toEqual([
      'a reply',
      'fetched 3 bytes',
      'the answer was dropped: its file could not be fetched',
      'not fetched: the status is not 2xx',
    ]);
  });

  it.each(['ftp://files.example/r.pdf', 'r.pdf'])(
    'is noted as dropped if no request can be made for its file %s',
    async (file_url) => {
      const { nas } = chat(() => Response.json({ text: 'report', file_url }));
      nas.addOutgoing({ channel: 'general', url });
      await nas.say('ada', 'general', 'hi');
      expect(nas.exchanges()).toMatchObject([{ note: 'the answer was dropped: its file could not be fetched' }]);
    },
  );

  it.each([
    ['nothing at all', ''],
    ['plain text', 'OK'],
    ['JSON without a text', '{"success":true}'],
    ['a text of a wrong type', '{"text":5}'],
    ['a text over the limit', JSON.stringify({ text: 'x'.repeat(2001) })],
  ])('may answer 200 with %s, and nothing is posted', async (_, body) => {
    const { nas } = chat(() => new Response(body));
    nas.addOutgoing({ channel: 'general', url });
    expect(await nas.say('ada', 'general', 'hi')).toHaveLength(1);
    expect(nas.notices('ada')).toEqual([]);
  });

  it.each([
    ['500', () => new Response('boom', { status: 500 })],
    ['405', () => new Response('', { status: 405 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { Location: 'http://app.example/2' } })],
    ['no connection', () => Promise.reject(new TypeError('fetch failed'))],
    ['an endless body', () => new Response('x'.repeat(1024 * 1024 + 1))],
  ])('that fails with %s is reported to the author alone', async (_, answer) => {
    const { nas } = chat(answer);
    nas.addOutgoing({ channel: 'general', url });
    const [mine, notice] = await nas.say('ada', 'general', 'hi');
    expect(notice).toMatchObject({ text: failure, onlyTo: 'ada', from: 'server' });
    expect(nas.notices('mikael')).toEqual([]);
    expect(nas.posts('general')).toEqual([mine]);
  });

  it('that fails is not reported by the switch "failureNotice", nor is a slash command', async () => {
    const { nas } = chat(() => new Response('', { status: 500 }), { failureNotice: 'bot' });
    nas.addOutgoing({ channel: 'general', url });
    nas.addSlash({ command: 'ping', url });
    nas.addBot({ name: 'Helper', url });
    expect(await nas.say('ada', 'general', 'hi')).toHaveLength(1);
    expect(await nas.say('ada', 'general', '/ping')).toEqual([]);
    expect((await nas.say('ada', '@Helper', 'hi'))[1]?.text).toBe(failure);
  });

  it('may answer 204, unless the switch "strictAck" is on', async () => {
    const { nas } = chat(() => new Response(null, { status: 204 }));
    nas.addOutgoing({ channel: 'general', url });
    expect(await nas.say('ada', 'general', 'hi')).toHaveLength(1);
    nas.switches.strictAck = true;
    expect((await nas.say('ada', 'general', 'hi'))[1]?.text).toBe(failure);
  });
});

describe('a slash command', () => {
  const url = 'http://app.example/slash';

  it('is not posted, and only the caller sees the answer', async () => {
    const { nas, app } = chat(pong);
    const { token } = nas.addSlash({ command: 'ping', url });
    const [reply, ...rest] = await nas.say('ada', 'general', '/ping 1.1.1.1\ttwo');
    expect(reply).toMatchObject({ author: 'ping', text: 'pong', onlyTo: 'ada' });
    expect(rest).toEqual([]);
    expect(nas.posts('general')).toEqual([]);
    expect([app.requests[0]?.fields.get('token'), app.requests[0]?.fields.get('text')]).toEqual([
      token,
      '/ping 1.1.1.1\ttwo',
    ]);
  });

  it('does not reach outgoing webhooks', async () => {
    const { nas, app } = chat(pong);
    nas.addSlash({ command: 'ping', url });
    nas.addOutgoing({ channel: 'general', url: 'http://app.example/out' });
    await nas.say('ada', 'general', '/ping');
    expect(app.requests.map((request) => request.url)).toEqual([url]);
  });

  it('shows the text of an answer with a file, without the file', async () => {
    const { nas, app } = chat(() => Response.json({ text: 'report', file_url: 'http://app.example/r.pdf' }));
    nas.addSlash({ command: 'ping', url });
    expect((await nas.say('ada', 'general', '/ping'))[0]).toMatchObject({ text: 'report', file: undefined });
    expect(app.requests).toHaveLength(1);
  });

  it('shows nothing for an answer with only a file', async () => {
    const { nas } = chat(() => Response.json({ file_url: 'http://app.example/r.pdf' }));
    nas.addSlash({ command: 'ping', url });
    expect(await nas.say('ada', 'general', '/ping')).toEqual([]);
    expect(nas.exchanges()[0]?.note).toBe('the file was dropped: the answer to a slash command shows no file');
  });

  it('that fails is reported to the caller alone', async () => {
    const { nas } = chat(() => new Response('', { status: 500 }));
    nas.addSlash({ command: 'ping', url });
    expect((await nas.say('ada', 'general', '/ping')).map(({ text }) => text)).toEqual([failure]);
  });

  it('that is not registered is reported to the caller, and posted nowhere', async () => {
    const { nas } = chat(pong);
    const [notice] = await nas.say('ada', 'general', '/nope 1');
    expect(notice).toMatchObject({ text: '(Only visible to you) There is no command /nope.', onlyTo: 'ada' });
    expect(nas.posts('general')).toEqual([]);
  });

  it('has a unique name of one word', () => {
    const { nas } = chat(pong);
    nas.addSlash({ command: 'ping', url });
    for (const command of ['ping', '/pong', 'two words', ''])
      expect(() => nas.addSlash({ command, url })).toThrow(TypeError);
  });
});
