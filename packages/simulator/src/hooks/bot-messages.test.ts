import { describe, expect, it } from 'vitest';
import { appThatAnswers } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

const url = 'http://app.example/bot';
const failure = '(Only visible to you) Failed to send a request to the bot server. Please contact the bot owner.';

function withBot(answer: () => Response | Promise<Response>) {
  const app = appThatAnswers(answer);
  const nas = createSimulator({ fetch: app.fetch, now: () => 1_720_000_284_907 });
  const { token } = nas.addBot({ name: 'Helper', url });
  return { nas, app, token };
}

describe('a message to a bot', () => {
  it('is sent without channel and trigger word, and answered in the conversation', async () => {
    const { nas, app, token } = withBot(() => Response.json({ text: 'pong' }));
    const [mine, reply] = await nas.say('mikael', '@Helper', 'stk hello');
    expect(app.requests[0]?.body).toBe(
      `token=${token}&user_id=2&username=mikael&post_id=8589934593&thread_id=0&timestamp=1720000284907&text=stk%20hello`,
    );
    expect([mine?.author, reply?.author, reply?.text]).toEqual(['mikael', 'Helper', 'pong']);
    expect(nas.posts('@Helper')).toEqual([mine, reply]);
    expect(nas.exchanges()).toMatchObject([{ kind: 'bot', direction: 'sent', note: 'a reply' }]);
  });

  it('has the id of the user, whatever the offset for outgoing webhooks', async () => {
    const { nas, app } = withBot(() => new Response());
    nas.switches.webhookUserIdOffset = 100;
    await nas.say('mikael', '@Helper', 'hi');
    expect(app.requests[0]?.fields.get('user_id')).toBe('2');
  });

  it('may be answered with a file', async () => {
    const answers = [Response.json({ file_url: 'http://app.example/r.pdf' }), new Response('PDF')];
    const { nas } = withBot(() => answers.shift() ?? new Response());
    expect((await nas.say('ada', '@Helper', 'hi'))[1]?.file).toMatchObject({ name: 'r.pdf', size: 3 });
    expect(nas.exchanges().map(({ kind }) => kind)).toEqual(['bot', 'file']);
  });

  it('that fails is reported to the author alone', async () => {
    const { nas } = withBot(() => new Response('', { status: 500 }));
    const [, notice] = await nas.say('ada', '@Helper', 'hi');
    expect(notice).toMatchObject({ text: failure, onlyTo: 'ada', channel: '@Helper' });
  });

  it('reaches no outgoing webhook, and each user has a separate conversation', async () => {
    const { nas, app } = withBot(() => new Response());
    nas.addOutgoing({ triggerWords: ['hi'], url: 'http://app.example/out' });
    const [one] = await nas.say('ada', '@Helper', 'hi');
    const [other] = await nas.say('mikael', '@Helper', 'hi');
    expect(app.requests.map((request) => request.url)).toEqual([url, url]);
    expect(one?.channelId).not.toBe(other?.channelId);
  });

  it('stays in the conversation when the bot has no address', async () => {
    const { nas, app } = withBot(() => new Response());
    nas.addBot({ name: 'Mute' });
    expect(await nas.say('ada', '@Mute', 'hi')).toHaveLength(1);
    expect(app.requests).toEqual([]);
  });

  it('runs a slash command, whose channel has no name', async () => {
    const { nas, app } = withBot(() => Response.json({ text: 'done' }));
    nas.addSlash({ command: 'go', url: 'http://app.example/go' });
    expect(await nas.say('ada', '@Helper', '/go')).toMatchObject([{ author: 'go', onlyTo: 'ada' }]);
    expect(app.requests[0]?.fields.get('channel_name')).toBe('');
  });

  it('may begin with a slash: an unregistered command goes to the bot', async () => {
    const { nas, app } = withBot(() => Response.json({ text: 'done' }));
    nas.addSlash({ command: 'go', url: 'http://app.example/go' });
    for (const text of ['/db', '/db all', '//x', '/gone'])
      expect((await nas.say('ada', '@Helper', text)).map((post) => post.text)).toEqual([text, 'done']);
    expect(app.requests.map((request) => [request.url, request.fields.get('text')])).toEqual([
      [url, '/db'],
      [url, '/db all'],
      [url, '//x'],
      [url, '/gone'],
    ]);
    expect(nas.notices('ada')).toEqual([]);
  });

  it('cannot be written to an unknown bot, nor by a deleted user', async () => {
    const nas = createSimulator({ users: ['ada', { name: 'gone', deleted: true }] });
    nas.addBot({ name: 'Helper' });
    await expect(nas.say('ada', '@Nobody', 'hi')).rejects.toThrow('There is no bot "@Nobody". Known: @Helper.');
    await expect(nas.say('gone', '@Helper', 'hi')).rejects.toThrow('gone is deleted or disabled.');
    expect(() => nas.addBot({ name: 'Helper' })).toThrow('There is already a bot "Helper".');
  });
});
