import { describe, expect, it } from 'vitest';
import { appThatAnswers, post } from '../../test/client.ts';
import type { Post } from '../room/post.ts';
import { createSimulator } from '../simulator.ts';

const actions = [
  { type: 'button', name: 'resp', value: 'ok', text: 'OK', style: 'green' },
  { type: 'button', name: 'resp', value: 'no', text: 'No' },
];
const attachments = [{ callback_id: 'abc', text: 'Sure?', actions }];

/** A bot with a question to ada, and with an answer to a press. */
async function asked(answer: () => Response | Promise<Response>) {
  const app = appThatAnswers(answer);
  const nas = createSimulator({ fetch: app.fetch, rateInterval: 0 });
  const { url, token } = nas.addBot({ name: 'Helper', url: 'http://app.example/bot' });
  await post(nas, url, { user_ids: [3], text: 'Deploy?', attachments });
  const [question] = nas.posts('@Helper') as [Post];
  return { nas, app, token, question };
}

describe('a button', () => {
  it('sends the bot the action, the post, the user and the token', async () => {
    const { nas, app, token, question } = await asked(() => new Response());
    await nas.press('ada', question, 'OK');
    await nas.press('ada', question, 'No');
    const payload = (n: number) => JSON.parse(app.requests[n]?.fields.get('payload') ?? '') as unknown;
    const rest = { callback_id: 'abc', post_id: '8589934593', token, user: { user_id: 3, username: 'ada' } };
    expect([...(app.requests[0]?.fields.keys() ?? [])]).toEqual(['payload']);
    expect(payload(0)).toEqual({ actions: [actions[0]], ...rest });
    expect(payload(1)).toEqual({ actions: [actions[1]], ...rest });
    expect(nas.exchanges().at(-1)).toMatchObject({ kind: 'press', direction: 'sent' });
    expect(JSON.stringify(nas.exchanges())).not.toContain(token);
  });

  it('sends the id of the post as a number by the switch', async () => {
    const { nas, app, question } = await asked(() => new Response());
    nas.switches.buttonPostIdType = 'number';
    await nas.press('ada', question, 'OK');
    expect(app.requests[0]?.fields.get('payload')).toContain('"post_id":8589934593,');
  });

  it('disappears with the post when the answer replaces the post', async () => {
    const { nas, question } = await asked(() => Response.json({ text: 'Approved by ada' }));
    const [replaced] = await nas.press('ada', question, 'OK');
    expect(replaced).toEqual({ ...question, text: 'Approved by ada', attachments: [] });
    expect(nas.posts('@Helper')).toEqual([replaced]);
    await expect(nas.press('ada', question, 'OK')).rejects.toThrow('has no button "OK"');
  });

  it('stays when the answer has the button again', async () => {
    const { nas, question } = await asked(() => Response.json({ text: 'And now?', attachments }));
    expect((await nas.press('ada', question, 'OK'))[0]?.attachments).toEqual(question.attachments);
  });

  it('leaves the post unchanged for an empty answer', async () => {
    const { nas, question } = await asked(() => new Response());
    expect(await nas.press('ada', question, 'OK')).toEqual([]);
    expect(nas.posts('@Helper')).toEqual([question]);
  });

  it('of an app that fails is reported to the user alone', async () => {
    const { nas, question } = await asked(() => new Response('', { status: 500 }));
    expect(await nas.press('ada', question, 'OK')).toMatchObject([{ onlyTo: 'ada', from: 'server' }]);
    expect(nas.posts('@Helper')).toEqual([question]);
  });

  it('of an answer to an outgoing webhook goes to that webhook', async () => {
    const answers = [Response.json({ text: 'Sure?', attachments }), Response.json({ text: 'Done' })];
    const app = appThatAnswers(() => answers.shift() ?? new Response());
    const nas = createSimulator({ fetch: app.fetch });
    nas.addOutgoing({ channel: 'general', url: 'http://app.example/out' });
    const [, question] = await nas.say('ada', 'general', 'hi');
    await nas.press('mikael', { id: question?.id ?? '' }, 'OK');
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['hi', 'Done']);
    expect(app.requests.at(-1)?.fields.get('payload')).toContain('"username":"mikael"');
  });

  it('of an incoming webhook has no address for presses, and a notice says so', async () => {
    const app = appThatAnswers(() => new Response());
    const nas = createSimulator({ fetch: app.fetch });
    await post(nas, nas.addIncoming({ channel: 'general' }).url, { attachments });
    const [notice] = await nas.press('ada', { id: nas.posts('general')[0]?.id ?? '' }, 'OK');
    expect(notice).toMatchObject({
      onlyTo: 'ada',
      text: '(Only visible to you) The button press was not sent: an incoming webhook has no address for presses.',
    });
    expect(app.requests).toEqual([]);
  });

  it('can be pressed by nobody who does not see it', async () => {
    const { nas, question } = await asked(() => new Response());
    await expect(nas.press('mikael', question, 'OK')).rejects.toThrow('mikael sees no post');
  });
});
