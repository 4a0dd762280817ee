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
  const callbackId = () => office.shown('ada').attachments[0]?.callbackId ?? '';

  /** Runs it, and gives what was posted into the channel in the time until that many posts are there. */
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
      expect.stringMatching(/^\*production\* is deployed, in \d s: asked for by grace, approved by ada$/),
    ]);
    expect(await office.press('mikael', 'Reject')).toEqual([
      'Deployment of *production*, asked for by grace: already approved by ada',
    ]);
    expect(office.shown('mikael').attachments).toEqual([]);
  });

  it('lets another approver reject, but nobody decide on their own request, nor who is no approver', async () => {
    const results = await resultsOf(1, async () => {
      await ask('mikael', 'staging');
      const id = callbackId();
      expect(await office.press('mikael', 'Approve')).toEqual([
        'Deployment of *staging*, asked for by mikael: somebody else has to decide on your own request',
      ]);
      expect(await office.forge('grace', { callbackId: id })).toEqual({
        status: 200,
        body: '{"text":"Only approvers decide, and you are none of them"}',
      });
      expect(await office.press('ada', 'Reject')).toEqual([
        'Deployment of *staging*, asked for by mikael: rejected by ada',
      ]);
    });

    expect(results).toEqual(['*staging* is not deployed: asked for by mikael, rejected by ada']);
  });

  it('has one request open for each target, which asking again repeats', async () => {
    await resultsOf(1, async () => {
      await ask('grace', 'staging');
      const id = callbackId();
      expect(await ask('mikael', 'staging')).toEqual([
        { text: 'grace has asked to deploy staging already: that is decided first', onlyTo: 'mikael' },
      ]);
      expect(await ask('grace', 'staging')).toEqual([{ text: asked('staging'), onlyTo: 'grace' }]);
      expect(callbackId()).toBe(id);
      await office.press('mikael', 'Reject');
    });
  });

  it('deploys once when two approvers press at once and Chat sends each press five times', async () => {
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
    // Had a second one begun, its result would come before this.
    await ask('grace', 'staging');
    const next = await resultsOf(1, () => office.press('ada', 'Reject'));

    expect([...results, ...next]).toHaveLength(2);
  });

  it('knows nothing of a press under no request of its own', async () => {
    expect(await office.forge('ada', { callbackId: 'staging:elsewhere' })).toMatchObject({
      body: '{"text":"This request is too old to be remembered"}',
    });
    for (const button of [{ callbackId: 'moon:1' }, { callbackId: 'staging' }, { callbackId: 'staging:1', value: '' }])
      expect((await office.forge('ada', button)).body).not.toContain('approved');
  });

  it('says what it can deploy to one who mistyped', async () => {
    const [reply] = await ask('mikael', 'moon');
    expect(reply?.text).toContain('Usage: /deploy <target>');
  });

  it('lets nobody in without its tokens', async () => {
    const stranger = createSimulator();
    stranger.addSlash({ command: 'deploy', url: `${office.at}/deploy` });
    const [notice] = await stranger.say('mikael', 'general', '/deploy staging');

    expect(notice?.text).toContain('Failed to send a request');
    expect(await office.forge('ada', { callbackId: callbackId(), token: 'wrong' })).toEqual({
      status: 401,
      body: 'unauthorized',
    });
  });

  it('prints no token', () => {
    expect(office.worker.output()).not.toMatch(/[A-Za-z0-9]{64}/);
  });
});
