import type { ChatUser } from 'synochat';
import { describe, expect, it } from 'vitest';
import { identify } from '../requests.ts';

const user = (id: number, name: string, changes: Partial<ChatUser> = {}): ChatUser => ({
  ...{ id, name, nickname: '', email: '', deleted: false, disabled: false, type: 'human', status: 'online' },
  ...changes,
});
const mikael = user(4, 'mikael');
const ada = user(5, 'ada', { nickname: 'Ada L.' });

describe('who typed a slash command', () => {
  it('is the user with that id and that name, which may be the nickname', () => {
    expect(identify([mikael, ada], { id: 4, name: 'mikael' }, 'slash')).toEqual({ id: 4, name: 'mikael' });
    expect(identify([mikael, ada], { id: 5, name: 'ada l.' }, 'slash')).toEqual({ id: 5, name: 'ada' });
  });

  it.each([
    ['whose id is that of another user', [mikael, ada], { id: 5, name: 'mikael' }],
    ["whose id is nobody's", [mikael, ada], { id: 104, name: 'mikael' }],
    ["whose name is nobody's", [mikael, ada], { id: 4, name: 'mallory' }],
    ['without a name', [mikael, ada], { id: 4, name: '' }],
    ['while the bot is hidden', [], { id: 4, name: 'mikael' }],
    [
      'whose nickname is the name of the user with that id',
      [mikael, user(9, 'mallory', { nickname: 'Mikael' })],
      { id: 4, name: 'Mikael' },
    ],
    [
      'whose name was that of a user who is deleted',
      [mikael, user(9, 'gone', { nickname: 'mikael', deleted: true })],
      { id: 4, name: 'mikael' },
    ],
    ['who is deleted', [user(4, 'mikael', { deleted: true })], { id: 4, name: 'mikael' }],
    ['who is disabled', [user(4, 'mikael', { disabled: true })], { id: 4, name: 'mikael' }],
  ] as const)('is not told for one %s', (_, users, person) => {
    expect(identify(users, person, 'slash')).toBeUndefined();
  });
});

describe('who wrote to the bot', () => {
  it('is the user with that id, by the name that they cannot change', () => {
    expect(identify([mikael, ada], { id: 4, name: 'Ada L.' }, 'bot')).toEqual({ id: 4, name: 'mikael' });
  });

  it('is nobody who is deleted or not in the list', () => {
    expect(identify([user(4, 'mikael', { deleted: true })], { id: 4, name: 'mikael' }, 'bot')).toBeUndefined();
    expect(identify([ada], { id: 4, name: 'mikael' }, 'bot')).toBeUndefined();
  });
});
