import { describe, expect, it } from 'vitest';
import { expectLinearFor } from '../../synochat/test/helpers/growth.ts';
import { maskMessage, maskResult } from '../src/mask.ts';

const token = 'Sy7Nt0He2Ti4Cx'.repeat(5).slice(0, 64);
const hex = 'c0ffee00'.repeat(8);

describe('what looks like a token', () => {
  it.each([
    ['token=abc', 'token=…'],
    ['x?token=%22abc%22&a=b', 'x?token=…&a=b'],
    ['TOKEN="a b c" then', 'TOKEN=… then'],
    ["token='abc' then", 'token=… then'],
    ['token=\\"abc\\" then', 'token=… then'],
    ['token%3D%2522abc%2522%26a', 'token%3D…'],
    ['token%253Dabc then', 'token%253D… then'],
    ['token=&quot;abc&quot; then', 'token=…&quot; then'],
    ['token=“abc” then', 'token=… then'],
    [`{"token": "${token}"}`, '{"token": "…"}'],
    [`{\\"token\\":\\"${token}\\"}`, '{\\"token\\":\\"…\\"}'],
    [`%22${token}%22`, '%22…%22'],
    [`a ${token}, b`, 'a …, b'],
  ])('is hidden in %s', (text, shown) => {
    expect(maskMessage(text)).toContain(shown.replace(/%22…%22/, '%'));
    expect(maskResult(text)).toBe(shown);
  });

  it('is told from a hash, a certificate and prose in a result', () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${token}\n${token}\n-----END CERTIFICATE-----`;
    for (const text of [`sha256:${hex}`, pem, `x${token}x`, 'the token is wrong', '--token needs a value'])
      expect(maskResult(text)).toBe(text);
  });

  it('takes time that grows with the text, not with its square', async () => {
    await expectLinearFor(['token', 'token=', 'token"', 'token" ', '\\', 'a', '%22'], maskMessage, 10);
  });
});
