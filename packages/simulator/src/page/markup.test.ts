import { describe, expect, it } from 'vitest';
import { toPieces } from './markup.ts';

describe('the text of a message', () => {
  it.each([
    ['<https://www.synology.com|Click here>', [{ text: 'Click here', href: 'https://www.synology.com/' }]],
    ['<https://a.example/x>', [{ text: 'https://a.example/x', href: 'https://a.example/x' }]],
    [
      'see https://a.example/?q=1.\nBye',
      [{ text: 'see ' }, { text: 'https://a.example/?q=1', href: 'https://a.example/?q=1' }, { text: '.\nBye' }],
    ],
    ['(http://a.example)', [{ text: '(' }, { text: 'http://a.example', href: 'http://a.example/' }, { text: ')' }]],
  ])('%j holds a link', (text, pieces) => {
    expect(toPieces(text)).toEqual(pieces);
  });

  it.each(['<b>bold</b>', '<javascript:alert(1)|x>', 'javascript:alert(1)', '<x>', 'https://', '<https://[|x>', ''])(
    '%j holds none and stays as it is',
    (text) => {
      expect(toPieces(text)).toEqual(text === '' ? [] : [{ text }]);
    },
  );
});
