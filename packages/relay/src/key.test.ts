import { describe, expect, it } from 'vitest';
import { nameOf, relayKey } from './key.ts';

const token = `${'synthetic0'.repeat(6)}abcd`;
const urlWith = (text: string) =>
  `https://nas.example:5001/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22${text}%22`;

describe('the key of a webhook', () => {
  // Made by Python: base64.b32encode(hmac.new(token, b'synochat relay ' + name, 'sha256').digest()).lower()[:26]
  it.each([
    [token, 'default', 'jz6mslk5rmbi3llkccc63tmv34'],
    [token, 'media', 'zuizclnhw3ywpopwfiagzjxd5c'],
    ['x', 'a_b', 'tne3eu76cnkpbk55hfq25kc6ja'],
  ])('is the beginning of an HMAC of its token and its name: %s, %s', async (secret, name, key) => {
    expect(await relayKey(urlWith(secret), name)).toBe(key);
  });

  it('is the same for a name in capitals, for the URL in parts, and for a NAS that moved', async () => {
    const key = await relayKey(urlWith(token), 'media');

    expect(await relayKey(urlWith(token), 'MEDIA')).toBe(key);
    expect(await relayKey({ host: '192.168.1.5', token, https: false, port: 5000 }, 'media')).toBe(key);
  });

  it('is another one after Chat regenerated the token', async () => {
    expect(await relayKey(urlWith(`${token.slice(0, -1)}e`))).not.toBe(await relayKey(urlWith(token)));
  });

  it('cannot be made from an address that is no webhook', async () => {
    await expect(relayKey('https://nas.example/')).rejects.toThrow(TypeError);
    await expect(relayKey(urlWith(token).replace('incoming', 'chatbot'))).rejects.toThrow(TypeError);
  });
});

describe('a key in a request', () => {
  const keys = new Map([
    ['default', 'jz6mslk5rmbi3llkccc63tmv34'],
    ['media', 'zuizclnhw3ywpopwfiagzjxd5c'],
  ]);

  it('names the webhook', () => {
    expect(nameOf('jz6mslk5rmbi3llkccc63tmv34', keys)).toBe('default');
    expect(nameOf('zuizclnhw3ywpopwfiagzjxd5c', keys)).toBe('media');
  });

  it.each(['', 'jz6mslk5rmbi3llkccc63tmv3', 'jz6mslk5rmbi3llkccc63tmv344', 'JZ6MSLK5RMBI3LLKCCC63TMV34', 'default'])(
    'names none if it is wrong: "%s"',
    (key) => {
      expect(nameOf(key, keys)).toBeUndefined();
    },
  );
});
