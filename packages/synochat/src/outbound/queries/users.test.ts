import { describe, expect, it } from 'vitest';
import { answering, bot, createBotChat, failed } from '../../../test/portable/bot-chat.ts';
import { findUser, listUsers } from '../../index.ts';

describe('listUsers', () => {
  it('gives the users who can see the bot, deleted and disabled ones marked', async () => {
    const { bot, fetch } = createBotChat();
    expect(await listUsers(bot, { fetch })).toEqual([
      {
        id: 2,
        name: 'mikael',
        nickname: 'Micke',
        email: '',
        deleted: false,
        disabled: false,
        type: 'human',
        status: 'online',
      },
      { id: 3, name: 'ada', nickname: '', email: '', deleted: false, disabled: false, type: 'human', status: 'online' },
      { id: 4, name: 'gone', nickname: '', email: '', deleted: true, disabled: false, type: 'human', status: 'online' },
      { id: 5, name: 'off', nickname: '', email: '', deleted: false, disabled: true, type: 'human', status: 'online' },
    ]);
  });

  it('gives nobody where Chat says null for no users', async () => {
    expect(await listUsers(bot, { fetch: answering({ data: { users: null }, success: true }) })).toEqual([]);
  });

  it('is lenient about what it does not know and what is not there', async () => {
    const users = [
      {
        user_id: 7,
        username: 'bob',
        favourite_colour: 'red',
        nickname: null,
        user_props: { email: 'bob@nas.example' },
      },
    ];
    expect(await listUsers(bot, { fetch: answering({ success: true, data: { users, more: 1 } }) })).toEqual([
      {
        id: 7,
        name: 'bob',
        nickname: '',
        email: 'bob@nas.example',
        deleted: false,
        disabled: false,
        type: '',
        status: '',
      },
    ]);
  });

  it.each([
    ...[null, 'bob', [], {}, { user_id: 7 }, { user_id: '7', username: 'bob' }, { user_id: -1, username: 'bob' }],
    ...[
      { user_id: 2 ** 53, username: 'bob' },
      { user_id: 7, username: 'bob', deleted: 'no' },
    ],
  ])('leaves %j out, whom nobody could write to, and gives all others', async (odd) => {
    const users = [{ user_id: 1, username: 'ann' }, odd, { user_id: 3, username: 'cid' }];
    const listed = await listUsers(bot, { fetch: answering({ data: { users }, success: true }) });
    expect(listed.map(({ id }) => id)).toEqual([1, 3]);
  });

  it.each([
    { nickname: 5 },
    { type: {} },
    { status: 1 },
    { user_props: [] },
    { user_props: 'x' },
    { user_props: { email: 1 } },
  ])('keeps a user with an odd %j, as if it were not there', async (odd) => {
    const users = [{ user_id: 7, username: 'bob', ...odd }];
    expect(await listUsers(bot, { fetch: answering({ data: { users }, success: true }) })).toMatchObject([
      { id: 7, name: 'bob', nickname: '', email: '', type: '', status: '' },
    ]);
  });

  it('does not blame a proxy for entries that it cannot read', async () => {
    const fetch = answering({ data: { users: [{ user_id: 'a' }, { user_id: 'b' }] }, success: true });
    const error = await failed(listUsers(bot, { fetch }));
    expect(error.message).toMatch(/^None of the entries that Chat lists can be read/);
    expect(error.message).not.toContain('proxy');
  });

  it.each([
    [{ users: [{ user_id: '7', username: 'bob' }] }, 'users.0.user_id'],
    [{ users: ['bob', null] }, 'users.0'],
    [{ users: [{ user_id: 7 }] }, 'users.0.username'],
    [{ users: [{ user_id: 7, username: 'bob', deleted: 'no' }] }, 'users.0.deleted'],
    [{ users: {} }, 'users'],
    [{}, 'users'],
    [undefined, 'data'],
  ])('does not pass on %j as users', async (data, place) => {
    const error = await failed(listUsers(bot, { fetch: answering({ data, success: true }) }));
    expect(error).toMatchObject({ code: 'not_chat', posted: 'no', retryable: false });
    expect(error.message).toContain(`(wrong: ${place})`);
  });
});

describe('findUser', () => {
  const user = (id: number, name: string, nickname = '', more = {}) => ({
    ...{ id, name, nickname, email: '', deleted: false, disabled: false, type: '', status: '' },
    ...more,
  });
  const users = [
    user(2, 'mikael', 'Micke'),
    user(3, 'ada'),
    user(4, 'gone', 'Old', { deleted: true }),
    user(5, 'off', '', { disabled: true }),
  ];

  it('finds who wrote an outgoing message, by nickname or user name, in any case', () => {
    expect(findUser(users, { name: 'micke' })?.id).toBe(2);
    expect(findUser(users, { name: 'Ada' })?.id).toBe(3);
  });

  it('finds no deleted, unknown or nameless user', () => {
    for (const name of ['Old', 'gone', 'off', 'eve', '']) expect(findUser(users, { name })).toBeUndefined();
  });

  it('does not choose between two: one who takes the name of another gets nothing', () => {
    expect(findUser([...users, user(9, 'mallory', 'ada')], { name: 'ada' })).toBeUndefined();
  });
});
