import { describe, expect, it, vi } from 'vitest';
import { openOffice } from './office.ts';

describe('a hostile request', () => {
  it.each([
    ['GET', { method: 'GET', body: null }, 200],
    ['HEAD', { method: 'HEAD', body: null }, 200],
    ['PUT', { method: 'PUT' }, 405],
    ['a multipart form', { body: new FormData() }, 400],
    ['65 KiB', { body: `token=x&text=${'x'.repeat(65_536)}` }, 413],
    ['garbage', { body: '\u0000\ufffd&&&===%zz' }, 401],
    ['an empty body', { body: '' }, 400],
    ['JSON with another token', { body: '{"token":"x","text":"/ask"}' }, 401],
    ['JSON with a token that is no text', { body: '{"token":{"toString":""},"text":["/ask"]}' }, 401],
    ['the beginning of JSON', { body: '{"token":' }, 400],
    [
      'the press of a button with another token',
      { body: `payload=${encodeURIComponent('{"token":"x","actions":[]}')}` },
      401,
    ],
  ])('%s is answered with the status of the library, and reaches no handler', async (_, init, status) => {
    const office = openOffice();
    const handler = vi.fn();
    office.chat.onDirectMessage(handler);
    office.chat.onSlashCommand(handler);
    office.chat.onAction(handler);

    const answer = await office.post('', { headers: {}, ...init });
    await office.settled();

    expect(answer.status).toBe(status);
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['has no command', { text: 'ask', user_id: '4', username: 'ada' }],
    ['has no text', { user_id: '4', username: 'ada' }],
    ['has no user', { text: '/ask x' }],
    ['has a user that is no number', { text: '/ask x', user_id: '4 OR 1', username: 'ada' }],
  ])('with the token of a slash command is 400 if it %s', async (_, fields) => {
    const office = openOffice();

    const answer = await office.post(new URLSearchParams({ token: office.slash.token, ...fields }).toString());

    expect(answer.status).toBe(400);
  });

  it('with the token of an outgoing webhook is 400 if fields are missing', async () => {
    const office = openOffice();

    const answer = await office.post(new URLSearchParams({ token: office.outgoing.token, text: 'x' }).toString());

    expect(answer.status).toBe(400);
  });

  it('with the token of one integration is no event of another', async () => {
    const office = openOffice();
    const handler = vi.fn();
    office.chat.onSlashCommand(handler);
    office.chat.onDirectMessage(handler);
    const outgoing = {
      channel_id: '1',
      channel_name: 'general',
      trigger_word: 'x',
      text: 'x',
      user_id: '4',
      username: 'ada',
    };
    const body = { ...outgoing, token: office.bot.token, post_id: '1', timestamp: '1' };

    expect((await office.post(new URLSearchParams(body).toString())).status).toBe(400);
    await office.settled();
    expect(handler).not.toHaveBeenCalled();
  });

  it('whose body never ends is answered with 408 after five seconds', async () => {
    const office = openOffice();
    let cancelled = false;
    const body = new ReadableStream({
      pull: () => new Promise(() => undefined),
      cancel: () => {
        cancelled = true;
      },
    });

    const answer = await office.post('', { body, duplex: 'half' } as RequestInit);

    expect(answer.status).toBe(408);
    expect(cancelled).toBe(true);
  });

  it('fails in a handler without an answer that tells of the error', async () => {
    const office = openOffice();
    office.chat.onSlashCommand(() => {
      throw new Error('secret of the program');
    });

    const posts = await office.nas.say('ada', 'general', '/ask x');

    expect(posts).toEqual([]);
  });
});
