import { describe, expect, it } from 'vitest';
import { addressOf, settingsFrom } from './integration-check.ts';
import { titlesOf } from './integration-titles.ts';

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const mistakeFor = (url: string) => settingsFrom('slash', formOf({ command: 'a', url })).mistakes.url;

describe('an address in the form of an integration', () => {
  it.each([
    ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['localhost:3000/chat?x=1', 'http://localhost:3000/chat?x=1'],
    ['3000', 'http://127.0.0.1:3000'],
    [':3000/chat', 'http://127.0.0.1:3000/chat'],
    ['[::1]:3000', 'http://[::1]:3000'],
    ['//nas.local', 'http://nas.local'],
    ['http:nas.local', 'http://nas.local'],
    ['host.docker.internal:3000', 'http://host.docker.internal:3000'],
    ['HTTPS://app.example/x', 'HTTPS://app.example/x'],
    ['', ''],
  ])('%s is completed', (text, address) => {
    expect(addressOf(text)).toBe(address);
    if (text !== '') expect(mistakeFor(text)).toBeUndefined();
  });

  it.each([
    'ftp://nas.local/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'mailto:a@b',
    'two words',
    'http://',
    'u:p@nas.local',
    '127.0.0.1:99999',
  ])('%s is a mistake', (text) => {
    expect(mistakeFor(text)).toMatch(/^(?:The address must|This is not an address)/);
  });
});

describe('the settings in a form', () => {
  it('are those of the server: a slash before the command is removed, and an empty channel is null', () => {
    expect(settingsFrom('slash', formOf({ command: '//light', url: ':3000' }))).toEqual({
      settings: { command: 'light', description: '', url: 'http://127.0.0.1:3000' },
      mistakes: {},
    });
    expect(settingsFrom('outgoing', formOf({ triggerWords: ' a, ,b ', url: ':3000' })).settings).toMatchObject({
      channel: null,
      triggerWords: ['a', 'b'],
    });
    expect(settingsFrom('bot', formOf({ name: 'helper' }))).toEqual({
      settings: { name: 'helper', url: null, hidden: false },
      mistakes: {},
    });
  });
});

describe('titles of integrations', () => {
  it('of one name are numbered from the second on, whatever their kind', () => {
    const each = { token: '***', enabled: true, channel: 'general' };
    const titles = titlesOf([
      { ...each, id: 1, kind: 'incoming', name: 'CI' },
      { ...each, id: 2, kind: 'incoming', name: '' },
      { ...each, id: 3, kind: 'outgoing', name: 'CI', url: 'http://a.example/', triggerWords: [] },
    ]);
    expect([...titles.values()]).toEqual(['CI', 'Unnamed', 'CI 2']);
  });
});
