import { describe, expect, it } from 'vitest';
import { link, plain } from '../index.ts';

describe('link', () => {
  it('is the markup of Chat, with or without a label', () => {
    expect(link('https://www.synology.com', 'Click here')).toBe('<https://www.synology.com|Click here>');
    expect(link(new URL('https://www.synology.com/?a=b'))).toBe('<https://www.synology.com/?a=b>');
  });

  it('does not end early at a character inside', () => {
    expect(link('https://x/a|b>c d', 'a|b>c')).toBe('<https://x/a%7Cb%3Ec%20d|a¦b›c>');
  });
});

describe('plain', () => {
  it('lets no text pose as a link, and leaves the rest as it is', () => {
    expect(plain('<https://evil|your bank> & 1 < 2')).toBe('<\u200bhttps://evil|your bank> & 1 <\u200b 2');
  });
});
