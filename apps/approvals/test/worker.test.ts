import { createSimulator } from 'synochat-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice } from './office.ts';

describe('the approvals Worker, under wrangler dev', () => {
  let office: Awaited<ReturnType<typeof startOffice>>;
  beforeAll(async () => {
    office = await startOffice();
  });
  afterAll(() => office.stop());

  const ask = async (user: string, target: string) =>
    (await office.chat.say(user, 'general', `/deploy ${target}`)).map(({ text, onlyTo }) => ({ text, onlyTo }));
  const asked = (target: string) => `Asked for approval to deploy ${target}: 2 approvers`;
  const again = (name: string) => expect.stringMatching(`^Already asked by ${name} at \\d\\d:\\d\\d UTC `) as string;
  const callbackId = () => office.shown('ada').attachments[0]?.callbackId ?? '';

  /** Resolves with the new texts in the channel, once `run` has ended and `count` texts are there. */
  async function resultsOf(count: number, run: () => Promise<unknown>): Promise<string[]> {
    const before = office.results().length;
    await run();
    await expect.poll(() => office.results().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(before + count);
    return office.results().slice(before);
  }

  it('asks the approvers, replaces the post with the decision and posts the result into the channel', async () => {
    const results = await resultsOf(1, async () => {
      expect(await ask('grace', 'production')).toEqual([{ text: asked('production'), onlyTo: 'grace' }]);
      expect(office.shown('ada').text).toBe('grace asks to deploy *production*');
      expect(await office.press('ada', 'Approve')).toEqual([
        'Deployment of *production*, asked for by grace: approved by ada',
      ]);
      expect(office.shown('ada').attachments).toEqual([]);
    });

    expect(results).toEqual([
      'Deployment of *production* has started, workflow deploy.yml of acme/shop on main: asked for by grace, approved by ada',
    ]);
    expect(office.github.dispatches).toMatchObject([{ body: { ref: 'main', inputs: { target: 'production' } } }]);
    expect(await office.press('mikael', 'Reject')).toEqual([
      'Deployment of *production*, asked for by grace: already approved by ada',
    ]);
    expect(office.shown('mikael').attachments).toEqual([]);
  });

  it('lets another approver reject, but neither the asker nor a user who is not an approver', async () => {
    const results = await resultsOf(1, async () => {
      expect(await ask('mikael', 'staging')).toEqual([
        { text: 'Asked for approval to deploy staging: 1 approver', onlyTo: 'mikael' },
      ]);
      const id = callbackId();
      for (const username of ['mikael', 'ada'])
        expect((await office.forge('mikael', { callbackId: id, username })).body).toBe(
          '{"text":"Deployment of *staging*, asked for by mikael: another approver has to decide on your own request"}',
        );
      expect(await office.forge('grace', { callbackId: id })).toEqual({
        status: 200,
        body: '{"text":"Only approvers decide, and you are not an approver"}',
      });
      expect(await office.press('ada', 'Reject')).toEqual([
        'Deployment of *staging*, asked for by mikael: rejected by ada',
      ]);
    });

    expect(results).toEqual(['*staging* is not deployed: asked for by mikael, rejected by ada']);
  });

  it('has one open request for each target, and asks no approver twice', async () => {
    await resultsOf(1, async () => {
      await ask('grace', 'staging');
      const [id, questions] = [callbackId(), office.questionsTo('ada')];
      for (const user of ['mikael', 'grace'])
        expect(await ask(user, 'staging')).toEqual([{ text: again('grace'), onlyTo: user }]);
      expect(callbackId()).toBe(id);
      expect(office.questionsTo('ada')).toBe(questions);
      await office.press('mikael', 'Reject');
    });
  });

  it('opens one request when two ask at once and Chat sends each command three times', async () => {
    await resultsOf(1, async () => {
      const questions = office.questionsTo('ada');
      const commands = ['grace', 'mikael'].flatMap((username) => Array.from({ length: 3 }, () => username));
      const replies = await Promise.all(
        commands.map((username) =>
          office.type({ user_id: office.idOf(username), username, text: '/deploy production' }),
        ),
      );

      expect(replies.filter(({ text }) => text.startsWith('Asked for approval'))).toHaveLength(1);
      expect(replies.filter(({ text }) => text.startsWith('Already asked by '))).toHaveLength(5);
      expect(office.questionsTo('ada')).toBe(questions + 1);
      await office.press('ada', 'Reject');
    });
  });

  it('asks no approver for a user whom the bot may know under another id', async () => {
    const questions = office.questionsTo('ada');
    await office.change('grace', { nickname: 'Ada' });
    const [grace = 0, ada = 0] = [office.idOf('grace'), office.idOf('ada')];
    const cases = [
      { user_id: grace + 100, username: 'grace' },
      { user_id: ada, username: 'grace' },
      { user_id: ada, username: 'Ada' },
      { user_id: undefined, username: 'grace' },
    ];
    for (const { user_id, username } of cases) {
      const reply = await office.type({ user_id: user_id ?? 0, username, text: '/deploy staging' });
      expect(reply.text).toBe(
        'I cannot tell for certain who you are, so I asked no approver. Write the same to me, the bot, instead',
      );
    }
    await office.change('grace', { nickname: '' });
    expect(office.questionsTo('ada')).toBe(questions);
  });

  it('takes the command in a message to the bot, under the name that the writer cannot change', async () => {
    const results = await resultsOf(1, async () => {
      await office.change('mikael', { nickname: 'Ada' });
      const [, reply] = await office.chat.say('mikael', '@approvals', 'deploy staging');
      expect(reply?.text).toBe('Asked for approval to deploy staging: 1 approver');
      expect(office.shown('ada').text).toBe('mikael asks to deploy *staging*');
      const forged = await office.forge('mikael', { callbackId: callbackId(), username: 'Ada' });
      expect(forged.body).toContain('another approver has to decide');
      await office.press('ada', 'Reject');
      await office.change('mikael', { nickname: '' });
    });

    expect(results).toEqual(['*staging* is not deployed: asked for by mikael, rejected by ada']);
  });

  it('lets only the asker cancel', async () => {
    await ask('grace', 'staging');
    const id = callbackId();

    expect((await ask('ada', 'cancel staging'))[0]?.text).toBe(
      'Only grace, who asked to deploy staging, can cancel the request',
    );
    expect((await ask('grace', 'cancel staging'))[0]?.text).toBe('Your request to deploy staging is cancelled');
    expect((await ask('grace', 'cancel staging'))[0]?.text).toBe('No request to deploy staging is open');
    expect((await office.forge('ada', { callbackId: id })).body).toBe(
      '{"text":"This request was cancelled, or is too old"}',
    );
    expect((await ask('mikael', 'staging'))[0]?.text).toMatch(/^Asked for approval/);
    await ask('mikael', 'cancel staging');
  });

  it('accepts the next request if no approver could be asked', async () => {
    for (const user of ['mikael', 'ada']) await office.change(user, { disabled: true });
    expect((await ask('grace', 'staging'))[0]?.text).toBe('No approver of staging could be reached: try again later');
    for (const user of ['mikael', 'ada']) await office.change(user, { disabled: false });

    expect((await ask('mikael', 'staging'))[0]?.text).toMatch(/^Asked for approval/);
    await ask('mikael', 'cancel staging');
  });

  it('deploys once when two approvers press at once and Chat sends each press five times', async () => {
    const before = office.github.dispatches.length;
    const results = await resultsOf(1, async () => {
      await ask('grace', 'staging');
      const id = callbackId();
      const presses = ['ada', 'mikael'].flatMap((user) => Array.from({ length: 5 }, () => user));
      const replies = await Promise.all(presses.map((user) => office.forge(user, { callbackId: id })));

      const winner = /approved by (\w+)/.exec(replies[0]?.body ?? '')?.[1];
      expect(replies.map(({ body }) => body)).toEqual(
        presses.map(
          (user) =>
            `{"text":"Deployment of *staging*, asked for by grace: ${user === winner ? '' : 'already '}approved by ${winner}"}`,
        ),
      );
    });
    // The result of a second deployment would come before the next result.
    await ask('grace', 'staging');
    const next = await resultsOf(1, () => office.press('ada', 'Reject'));

    expect([...results, ...next]).toHaveLength(2);
    expect(office.github.dispatches).toHaveLength(before + 1);
  });

  it('does not accept a press under an unknown request', async () => {
    expect(await office.forge('ada', { callbackId: 'staging:elsewhere' })).toMatchObject({
      body: '{"text":"This request was cancelled, or is too old"}',
    });
    for (const button of [{ callbackId: 'moon:1' }, { callbackId: 'staging' }, { callbackId: 'staging:1', value: '' }])
      expect((await office.forge('ada', button)).body).not.toContain('approved');
  });

  it('answers a mistyped command with the usage', async () => {
    const [reply] = await ask('mikael', 'moon');
    expect(reply?.text).toContain('/deploy cancel <staging|production>');
  });

  it('refuses requests without its tokens', async () => {
    const stranger = createSimulator();
    stranger.addSlash({ command: 'deploy', url: `${office.at}/deploy` });
    const [notice] = await stranger.say('mikael', 'general', '/deploy staging');

    expect(notice?.text).toContain('Failed to send a request');
    expect(await office.forge('ada', { callbackId: callbackId(), token: 'wrong' })).toEqual({
      status: 401,
      body: '',
    });
  });

  it('prints no token', () => {
    expect(office.worker.output()).not.toMatch(/[A-Za-z0-9]{64}/);
  });
});
