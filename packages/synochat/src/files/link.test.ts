import { describe, expect, it } from 'vitest';
import { createHost } from '../../test/portable/file-host.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const base = 'https://bot.example/files/';

describe('a link', () => {
  it('ends in the name of its file and says nothing else that a reader could use', async () => {
    const { share } = createHost();
    expect(await share('a', { name: 'report 1.pdf' })).toMatch(
      /^https:\/\/bot\.example\/files\/[\w-]{70,110}\.[\w-]{43}\/report%201\.pdf$/,
    );
  });

  it("is a 404 with any of its characters changed, removed or doubled, the name's too", async () => {
    const { share, get } = createHost();
    const link = await share('secret', { name: 'abc.txt' });
    expect((await get(link)).status).toBe(200);
    const forged = Array.from(link.slice(base.length)).flatMap((sign, index) => {
      const at = base.length + index;
      const replace = (other: string) => link.slice(0, at) + other + link.slice(at + 1);
      const next = alphabet[(alphabet.indexOf(sign) + 1) % 64] ?? '';
      return [replace(next), replace('.'), replace(''), replace(sign + sign)].filter((other) => other !== link);
    });
    expect(forged.length).toBeGreaterThan(400);

    const answers = await Promise.all(forged.map((other) => get(other)));

    expect(answers.filter(({ status }) => status !== 404)).toEqual([]);
  });

  it('is the same under any host, and with a query or a hash', async () => {
    const { share, host } = createHost();
    const path = new URL(await share('the file', { name: 'å 1.txt' })).pathname;
    // As the runtimes give an address when `Host` is missing or malformed.
    for (const url of [path, `http://[${path}`, `http://a b${path}`, `https://other.example/x${path}?a=/b#/c`])
      expect(await (await host.handler({ url, method: 'GET', headers: new Headers() } as Request)).text()).toBe(
        'the file',
      );
    for (const url of [
      '',
      '/',
      '*',
      'http://[',
      `http://a?${path}`,
      `http://a#${path}`,
      `${path}%`,
      `${path}%ff`,
      '\ud800',
    ])
      expect((await host.handler({ url, method: 'GET', headers: new Headers() } as Request)).status).toBe(404);
  });

  it('has one signature only: no other last character will do', async () => {
    const { share, get } = createHost();
    const link = await share('secret', { name: 'a.txt' });
    const at = link.lastIndexOf('/') - 1;
    const statuses = await Promise.all(
      Array.from(alphabet).map(async (sign) => (await get(link.slice(0, at) + sign + link.slice(at + 1))).status),
    );
    expect(statuses.filter((status) => status === 200)).toEqual([200]);
  });

  it('cannot be made from parts of others, or with another secret', async () => {
    const { share, get } = createHost();
    const [one, two] = [await share('a', { name: 'a.txt' }), await share('b', { name: 'b.txt' })];
    const [claims, signature] = (one.split('/').at(-2) ?? '').split('.') as [string, string];
    const [otherClaims, otherSignature] = (two.split('/').at(-2) ?? '').split('.') as [string, string];
    const stranger = createHost({ secret: 'another secret of some length' });
    const forged = [
      `${base}${claims}.${otherSignature}/a.txt`,
      `${base}${otherClaims}.${signature}/a.txt`,
      `${base}${claims}.${signature}/b.txt`,
      await stranger.share('a', { name: 'a.txt' }),
    ];
    for (const link of forged) expect((await get(link)).status).toBe(404);
  });

  it.each([
    '',
    'a',
    'a/b',
    'a.b/c',
    `${'a'.repeat(90)}.${'A'.repeat(43)}/a.txt`,
    `a.${'A'.repeat(43)}/%`,
    '%/%2e%2e/%',
  ])('is a 404 when it never was one (%j)', async (path) => {
    expect((await createHost().get(base + path)).status).toBe(404);
  });

  it('does not tell whether it was changed, has expired or is unknown', async () => {
    const { share, get, pass } = createHost();
    const link = await share('a', { name: 'a.txt' });
    const unknown = await createHost().get(link);
    const changed = await get(`${link}x`);
    pass(600_000);
    const expired = await get(link);
    const seen = [unknown, changed, expired].map(({ status, headers }) => ({ status, headers: [...headers] }));
    expect(seen[0]?.status).toBe(404);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    expect(await expired.text()).toBe('');
  });
});
