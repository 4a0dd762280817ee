import { describe, expect, it } from 'vitest';
import type { Integration } from '../api.ts';
import { envLines } from './env-lines.ts';
import { asCurl, decodedFields, hasFailed, readable, summaryOf } from './exchange-text.ts';
import { shellWord, snippetsFor } from './snippets.ts';

const url = "http://app.example/it's";
const each = { id: 7, token: '***', enabled: true };
const all: Integration[] = [
  { ...each, kind: 'incoming', name: 'CI', channel: 'general' },
  { ...each, kind: 'outgoing', name: 'Out', url, triggerWords: ['build'] },
  { ...each, kind: 'slash', command: 'ping', url, description: '' },
  { ...each, kind: 'bot', name: 'helper', hidden: false },
];

const exchange = {
  method: 'POST',
  url: 'http://localhost/webapi/entry.cgi?method=incoming&token=%22***%22',
  request: {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `payload=${encodeURIComponent(JSON.stringify({ text: "it's", user_ids: [2] }))}`,
  },
};

describe('a snippet', () => {
  it.each(all)('of kind $kind reads the secret from the environment', (integration) => {
    const [curl, program] = snippetsFor(integration).map(({ code }) => code);
    expect(curl).toMatch(/\$SYNOCHAT_(?:WEBHOOK_GENERAL|(?:SLASH|OUTGOING)_TOKEN_(?:PING|BUILD)|BOT_HELPER)"/);
    expect(program).toMatch(/from 'synochat'/);
    expect(program).toMatch(/const \{ (SYNOCHAT_\w+): \w+ \} = process\.env;\nif \(!\w+\) throw new Error\('Set \1,/);
  });

  it('has a number in the name of the variable if another of the kind has the same name', () => {
    const second: Integration = { ...each, id: 8, kind: 'bot', name: 'Helper!', hidden: false };
    const [, program] = snippetsFor(second, [...all, second]).map(({ code }) => code);
    expect(program).toContain('SYNOCHAT_BOT_HELPER_2');
  });

  it('listens on the port in the URL of the integration', () => {
    const [, program] = snippetsFor({
      ...each,
      kind: 'slash',
      command: 'a',
      url: 'http://127.0.0.1:8787/a',
      description: '',
    });
    expect(program?.code).toContain('port: 8787');
  });

  it('sends the first word of the message if an outgoing webhook has no trigger word, as Chat does', () => {
    const [curl] = snippetsFor({ ...each, kind: 'outgoing', name: 'Out', url, channel: 'general', triggerWords: [] });
    expect(curl?.code).toContain("'text=hello'");
    expect(curl?.code).toContain("'trigger_word=hello'");
  });

  it('writes an address as one word of the shell', () => {
    expect(shellWord(url)).toBe(`'http://app.example/it'\\''s'`);
  });

  it('holds no character that a terminal reads as a key, and no extra quote', () => {
    expect(shellWord("a\u0003\u001B[201~\n'b\\\u009B")).toBe(String.raw`$'a\003\033[201~\012\047b\134\302\233'`);
  });
});

describe('an exchange', () => {
  it('has decoded fields, including the fields of the payload', () => {
    expect(decodedFields(exchange)).toEqual([
      ['method', 'incoming'],
      ['token', '"***"'],
      ['payload.text', "it's"],
      ['payload.user_ids', '[2]'],
    ]);
    expect(decodedFields({ url: '', request: { headers: {}, body: '{"text":"a","n":1}' } })).toEqual([
      ['text', 'a'],
      ['n', '1'],
    ]);
  });

  it('becomes a command that reads the token from the environment', () => {
    expect(asCurl(exchange)).toContain(`token=%22'"$TOKEN"'%22'`);
    expect(asCurl(exchange)).toContain('--data-raw');
    expect(asCurl({ ...exchange, method: 'HEAD' })).toMatch(/^curl -g --head/);
  });

  it('has failed without an answer, by the status or by the note', () => {
    expect(hasFailed({ response: undefined, note: '' })).toBe(true);
    expect(hasFailed({ response: { status: 500, body: '' }, note: '' })).toBe(true);
    expect(hasFailed({ response: { status: 200, body: '' }, note: '411: too fast' })).toBe(true);
    expect(hasFailed({ response: { status: 200, body: '' }, note: 'posted to general' })).toBe(false);
  });

  it('shows JSON on several lines and other text unchanged', () => {
    expect(readable('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(readable('no')).toBe('no');
  });
});

describe('the line of an env file', () => {
  it('has the name that the snippets read', () => {
    const secret = { token: 'T', address: 'http://nas.example/?a=1&b=2' };
    for (const integration of all) {
      const names = envLines(integration, all, secret)
        .split('\n')
        .map((line) => /^(SYNOCHAT_\w+)='[^']+'$/.exec(line)?.[1] ?? 'no name');
      const codes = snippetsFor(integration, all).map(({ code }) => code);
      for (const name of names) expect(codes.join('\n')).toContain(name);
    }
  });
});

describe('the summary of an exchange', () => {
  const of = (body: string) => summaryOf({ url: 'http://a.example/', request: { headers: {}, body } });

  it('is the channel and the first words of the text', () => {
    expect(of('channel_name=general&text=two%0A%20lines')).toBe('#general “two lines”');
    expect(of('text=hi')).toBe('“hi”');
    expect(of(`text=${'🐑'.repeat(100)}`)).toBe(`“${'🐑'.repeat(80)}…”`);
  });

  it('is the text of a pressed button, and empty for a request without a text', () => {
    expect(of(`payload=${encodeURIComponent('{"actions":[{"text":"Ship"}]}')}`)).toBe('“Ship”');
    for (const body of [
      '',
      'payload={}',
      'payload={"actions":[]}',
      'payload={"actions":[null]}',
      'payload={"actions":"x"}',
      'a=b',
    ])
      expect(of(body)).toBe('');
  });
});
