import { describe, expect, expectTypeOf, it } from 'vitest';
import { refusal } from '../../test/portable/refusal.ts';
import { post, token } from '../../test/portable/requests.ts';
import { type BotMessage, type ButtonPress, parseBot } from '../index.ts';

const message = {
  token,
  user_id: '5971',
  username: 'nicholasli',
  post_id: '1233746535650568',
  thread_id: '0',
  timestamp: '1720000284907',
  text: 'stk helloworld',
};
const button = { type: 'button', name: 'resp', value: 'ok', text: 'OK', style: 'green' };
const press = {
  actions: [button],
  callback_id: 'abc',
  post_id: '146028888230',
  token,
  user: { user_id: 4, username: 'mikael' },
};
const pressed = (payload: unknown) =>
  post({ payload: typeof payload === 'string' ? payload : JSON.stringify(payload) });

describe('a message to a bot', () => {
  it('is read without channel and trigger word, which it never has', async () => {
    const event = await parseBot(post(message), { token });
    expectTypeOf(event).toEqualTypeOf<BotMessage | ButtonPress>();
    expect(event).toMatchObject({
      kind: 'bot',
      user: { id: 5971, name: 'nicholasli' },
      text: 'stk helloworld',
      postId: '1233746535650568',
      threadId: undefined,
      sentAt: new Date(1720000284907),
    });
    expect(event.token).toBe(token);
    expect(JSON.stringify(event)).not.toContain(token);
  });

  it.each(['user_id', 'username', 'post_id', 'timestamp', 'text'] as const)(
    'is refused without its %s',
    async (name) => {
      const { [name]: _, ...fields } = message;
      expect(await refusal(parseBot(post(fields), { token }))).toMatchObject({
        code: 'field_missing',
        reply: `field missing: ${name}`,
      });
    },
  );

  it('with a wrong token is refused', async () => {
    expect((await refusal(parseBot(post({ ...message, token: 'x' }), { token }))).code).toBe('token_wrong');
  });
});

describe('the press of a button', () => {
  it('keeps every letter of a long payload, and shows U+FFFD for broken UTF-8', async () => {
    const text = `日本語 🔥 ü ${'x'.repeat(3000)}`;
    const long = { ...press, actions: [{ ...button, text, value: 'cut off here' }] };
    const payload = encodeURIComponent(JSON.stringify(long)).replace('here', '%E6%97');

    expect(await parseBot(post(`payload=${payload}`), { token })).toMatchObject({
      value: 'cut off \uFFFD',
      actions: [{ text }],
      user: { name: 'mikael' },
    });
  });

  it('gives the button, whose post it was on, and who pressed; the token is inside the payload', async () => {
    const event = await parseBot(pressed(press), { token });
    expect(event).toMatchObject({
      kind: 'press',
      user: { id: 4, name: 'mikael' },
      callbackId: 'abc',
      name: 'resp',
      value: 'ok',
      actions: [{ name: 'resp', value: 'ok', text: 'OK', style: 'green' }],
      postId: '146028888230',
    });
    expect(Object.keys(event.raw)).toEqual(['actions', 'callback_id', 'post_id', 'user']);
    expect(JSON.stringify(event)).not.toContain(token);
  });

  it('may have ids as numbers or texts, and several buttons', async () => {
    const other = { name: 'resp', value: 'later' };
    const event = await parseBot(
      pressed({
        ...press,
        post_id: 146028888230,
        user: { user_id: '4', username: 'mikael' },
        actions: [button, other],
      }),
    );
    expect(event).toMatchObject({
      postId: '146028888230',
      user: { id: 4 },
      value: 'ok',
      actions: [{ value: 'ok' }, { value: 'later', text: '', style: undefined }],
    });
  });

  it('keeps every digit of a post id that is a number too large to count', async () => {
    const payload = JSON.stringify(press).replace(/("post_id":)"\d+"/, '$19007199254740993');
    expect(await parseBot(post({ payload }))).toMatchObject({ postId: '9007199254740993' });
  });

  it('whose payload has a wrong token or no token is refused, also with a right token beside it', async () => {
    expect((await refusal(parseBot(pressed({ ...press, token: 'x' }), { token }))).code).toBe('token_wrong');
    const { token: _, ...without } = press;
    const body = new URLSearchParams({ token, payload: JSON.stringify(without) });
    expect((await refusal(parseBot(post(String(body)), { token }))).code).toBe('token_missing');
  });

  it('with two tokens, two payloads or more than 64 members is no press', async () => {
    const payload = JSON.stringify(press);
    const many = { ...press, ...Object.fromEntries(Array.from({ length: 61 }, (_, at) => [`x${at}`, at])) };
    const bodies = [
      `payload=${encodeURIComponent(payload.replace('{', '{"token":"x",'))}`,
      `payload=${encodeURIComponent(payload)}&%70ayload=${encodeURIComponent(payload)}`,
      `payload=${encodeURIComponent(JSON.stringify(many))}`,
    ];
    for (const body of bodies) {
      expect((await refusal(parseBot(post(body), { token }))).code).toBe('body_invalid');
      expect((await refusal(parseBot(post(body), { token: 'another' }))).code).toBe('body_invalid');
    }
  });

  it('is found by its name however it is spelled', async () => {
    const body = `%70%61yload=${encodeURIComponent(JSON.stringify(press))}`;
    expect(await parseBot(post(body), { token })).toMatchObject({ kind: 'press', callbackId: 'abc' });
  });

  it.each([
    [{ ...press, actions: [] }, 'field_invalid'],
    [{ ...press, actions: ['ok'] }, 'field_invalid'],
    [{ ...press, actions: [{ name: 'resp' }] }, 'field_missing'],
    [{ ...press, actions: 'ok' }, 'field_invalid'],
    [{ ...press, user: 'mikael' }, 'field_invalid'],
    [{ ...press, user: undefined }, 'field_missing'],
    [{ ...press, user: { user_id: 'x', username: 'mikael' } }, 'field_invalid'],
    [{ ...press, callback_id: undefined }, 'field_missing'],
    [{ ...press, post_id: {} }, 'field_invalid'],
    ['{"actions":', 'body_invalid'],
    ['', 'body_invalid'],
  ])('that is not whole is refused: %j', async (payload, code) => {
    expect((await refusal(parseBot(pressed(payload), { token: typeof payload === 'string' ? 'x' : token }))).code).toBe(
      code,
    );
  });
});
