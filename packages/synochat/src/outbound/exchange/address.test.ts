import { describe, expect, it } from 'vitest';
import { everythingIn } from '../../../test/portable/secrets.ts';
import { parseAddress, readEndpoint } from './address.ts';

const token = 'InAa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';
const at = 'https://nas.example:5001/webapi/entry.cgi';
const canonical = `${at}?api=SYNO.Chat.External&method=incoming&version=2&token=%22${token}%22`;
const url = (webhook: Parameters<typeof readEndpoint>[0]) => readEndpoint(webhook, 'incoming').url;

describe('the address of an incoming webhook', () => {
  it.each([
    ['as copied', canonical],
    ['with quotes', canonical.replaceAll('%22', '"')],
    ['with a bare token', canonical.replaceAll('%22', '')],
    ['with blanks around it', `  ${canonical}\n`],
    [
      'with its parameters in another order',
      `${at}?token=%22${token}%22&version=2&method=incoming&api=SYNO.Chat.External`,
    ],
    ['without method, version and api', `${at}?token=${token}`],
    ['with a fragment', `${canonical}#x`],
  ])('is understood %s', (_, webhook) => {
    expect(url(webhook)).toBe(canonical);
    expect(url(new URL(webhook))).toBe(canonical);
  });

  it('may be passed as its parts', () => {
    expect(url({ host: 'nas.example', token, port: 5001 })).toBe(canonical);
    for (const copied of [`"${token}"`, `%22${token}%22`, ` ${token} `])
      expect(url({ host: 'nas.example', token: copied })).toBe(canonical.replace(':5001', ''));
    expect(url({ host: '10.0.0.2', token, port: 5000, https: false })).toBe(
      canonical.replace('https://nas.example:5001', 'http://10.0.0.2:5000'),
    );
    expect(url({ host: '::1', token })).toContain('https://[::1]/webapi/');
    expect(url({ host: '[fe80::2]', token, port: 5001 })).toContain('https://[fe80::2]:5001/webapi/');
    expect(url({ host: 'nas.example', token, path: '/chat/webapi/entry.cgi' })).toContain(
      'https://nas.example/chat/webapi/entry.cgi?api=',
    );
  });

  it('keeps a path before /webapi/, the version, and parameters it does not know', () => {
    const webhook = `https://name.xx.quickconnect.to/direct/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=3&token=${token}&proxy=a%26b`;
    expect(url(webhook)).toBe(
      `https://name.xx.quickconnect.to/direct/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=3&token=%22${token}%22&proxy=a%26b`,
    );
  });

  it('keeps short tokens with ASCII marks inside, as tests and other servers have them', () => {
    for (const valid of ['a', 'Synthetic-1_b', 'b1.c2', 'c2VjcmV0=='])
      expect(readEndpoint(`${at}?token=%22${valid}%22`, 'incoming').token).toBe(valid);
  });

  it('is the same integration however it is written', () => {
    const keys = [canonical, canonical.replaceAll('%22', ''), { host: 'nas.example', token, port: 5001 }].map(
      (webhook) => readEndpoint(webhook, 'incoming').key,
    );
    expect(new Set(keys).size).toBe(1);
  });

  it.each([
    ['URL', 'nas.example/webapi/entry.cgi'],
    ['URL', ''],
    ['URL', undefined],
    ['port', canonical.replace('5001', '0')],
    ['scheme', canonical.replace('https', 'ftp')],
    ['user name or password', canonical.replace('https://', 'https://admin:hunter2@')],
    ['method', canonical.replace('incoming', 'chatbot')],
    ['api', canonical.replace('SYNO.Chat.External', 'SYNO.Chat.Post')],
    ['token', canonical.replace(token, '')],
    ['token', `${at}?method=incoming`],
    ['token', { host: 'nas.example', token: '' }],
    ['token', { host: 'nas.example' }],
    ['token (it is the text "undefined"', `${at}?token=undefined`],
    ['token (it is the text "null"', canonical.replace(token, 'null')],
    ['token (it is the text "undefined"', { host: 'nas.example', token: String(undefined) }],
    ['token (it holds U+201c', canonical.replaceAll('%22', '%E2%80%9C')],
    ['token (it holds U+201d', canonical.replaceAll('%22', '”')],
    ["token (it holds `'`", canonical.replaceAll('%22', "'")],
    ['URL (it holds `\\`', canonical.replaceAll('%22', '\\"')],
    ['URL (it holds `\\`', canonical.replaceAll('/', '\\/')],
    ['URL (it holds `\\`', canonical.replaceAll('&', '\\u0026')],
    ['token (it holds `\\`', canonical.replaceAll('%22', '%5C%22')],
    ['token (it holds `\\`', { host: 'nas.example', token: `\\"${token}\\"` }],
    ['URL (it holds `&amp;`', canonical.replaceAll('&', '&amp;')],
    ['URL (it holds `&amp;`', new URL(canonical.replaceAll('&', '&amp;'))],
    ['URL (it holds `&#38;`', canonical.replaceAll('&', '&#38;')],
    ['URL (it holds `&quot;`', `${at}?token=&quot;${token}&quot;`],
    ['URL (it holds a blank or a line break', canonical.replace(token, `${token.slice(0, 9)}\n${token.slice(9)}`)],
    ['URL (it holds a blank or a line break', canonical.replace('&version', '\r\n  &version')],
    ['URL (it holds a blank or a line break', canonical.replace(token, `${token.slice(0, 9)} ${token.slice(9)}`)],
    ['URL (it holds a blank or a line break', `${canonical} ${canonical}`],
    ['token (it holds a blank or a line break', canonical.replace(token, `${token.slice(0, 9)}%20${token.slice(9)}`)],
    ['token (it holds a blank or a line break', canonical.replace(token, `${token.slice(0, 9)}+${token.slice(9)}`)],
    ['token (it holds a blank or a line break', { host: 'nas.example', token: `${token} ${token}` }],
    ['URL (it holds U+200b', canonical.replace('token', '\u200btoken')],
    ['URL (it holds U+ff1d', canonical.replaceAll('=', '＝')],
    ['URL (it holds U+ff29', canonical.replace(token, token.replace('I', 'Ｉ'))],
    ['token (it holds U+ff29', canonical.replace(token, token.replace('I', '%EF%BC%A9'))],
    ['token (it holds U+430', canonical.replace(token, token.replace('a', 'а'))],
    ...['.', ',', ')', '],'].map((mark): [string, string] => [
      `token (it holds \`${mark.at(-1)}\``,
      `${canonical}${mark}`,
    ]),
    ['token (it holds `>`', `${canonical}>`],
    ['token (it is there twice', `${canonical}&token=%22${token}%22`],
    ['method (it is there twice', `${canonical}&method=incoming`],
    ['token (it holds `://`', { host: 'nas.example', token: canonical }],
    ['token (it holds U+0', canonical.replace(token, `${token}%00x`)],
    ['host', { host: '', token }],
    ['host', { token }],
    ['host', { host: 'https://nas.example', token }],
    ['host', { host: 'nas.example:5001', token }],
    ['host', { host: 'admin:hunter2@nas.example', token }],
    ['host', { host: 'nas example', token }],
    ['port', { host: 'nas.example', token, port: 70_000 }],
    ['port', { host: 'nas.example', token, port: 0 }],
    ['port', { host: 'nas.example', token, port: '5001/elsewhere' as unknown as number }],
    ['port', { host: 'nas.example', token, port: Number.NaN }],
    ['path', { host: 'nas.example', token, path: 'webapi/entry.cgi' }],
    ['path', { host: 'nas.example', token, path: '/webapi/entry.cgi?x=1' }],
    ['path', { host: 'nas.example', token, path: '/web\napi/entry.cgi' }],
  ])('that is wrong is a TypeError that names the %s without its value', (part, webhook) => {
    let error: unknown;
    try {
      url(webhook as unknown as string);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect((error as TypeError).message).toContain(part);
    expect(everythingIn(error)).not.toMatch(new RegExp(`${token}|hunter2|nas.example|70000`));
  });
});

describe('parseAddress', () => {
  const parts = {
    host: 'nas.example',
    token,
    port: 5001,
    https: true,
    path: '/webapi/entry.cgi',
    kind: 'incoming',
  } as const;

  it('returns all parts, and the same parts for what it has returned', () => {
    expect(parseAddress(canonical)).toEqual(parts);
    expect(parseAddress(new URL(canonical.replace('incoming', 'chatbot')))).toEqual({ ...parts, kind: 'bot' });
    for (const kind of ['incoming', 'bot'] as const)
      expect(parseAddress(parseAddress({ ...parts, kind }))).toEqual({ ...parts, kind });
  });

  it.each([
    ['443 for https', `https://nas.example/webapi/entry.cgi?token=${token}`, { port: 443, https: true }],
    ['80 for http', `http://nas.example/webapi/entry.cgi?token=${token}`, { port: 80, https: false }],
    ['an IPv6 address without brackets', { host: '[fe80::2]', token }, { host: 'fe80::2' }],
    [
      'a path before /webapi/',
      { host: 'a', token, path: '/chat/webapi/entry.cgi' },
      { path: '/chat/webapi/entry.cgi' },
    ],
    ['incoming for an address that names no kind', `${at}?token=${token}`, { kind: 'incoming' }],
  ])('has %s', (_, webhook, expected) => {
    expect(parseAddress(webhook)).toMatchObject(expected);
    expect(parseAddress(parseAddress(webhook))).toEqual(parseAddress(webhook));
  });

  it('takes the kind that is asked for, and refuses the other one', () => {
    expect(parseAddress(`${at}?token=${token}`, 'bot').kind).toBe('bot');
    expect(() => parseAddress(canonical, 'bot')).toThrow('it must be chatbot');
    expect(() => parseAddress({ ...parts, kind: 'bot' }, 'incoming')).toThrow('it must be incoming');
    expect(() => url({ ...parts, kind: 'bot' })).toThrow('it must be incoming');
    expect(url(parts)).toBe(canonical);
  });

  it.each([
    undefined,
    '',
    'nas',
    canonical.replace(token, ''),
    { host: 'a b', token },
    `${at}?method=x&token=${token}`,
  ])('throws the TypeError of every sender for %j', (webhook) => {
    const thrown = (act: () => unknown) => {
      try {
        act();
      } catch (error) {
        return String(error);
      }
      return '';
    };
    const message = thrown(() => url(webhook as string));
    expect(message).toMatch(/^TypeError: Missing or wrong in the address/);
    expect(thrown(() => parseAddress(webhook as string))).toBe(message);
  });
});
