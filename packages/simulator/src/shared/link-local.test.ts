import { describe, expect, it } from 'vitest';
import { createSimulator } from '../simulator.ts';
import { isLinkLocal } from './link-local.ts';

/** The host of a URL, as the server reads hosts. */
const hostIn = (host: string) => new URL(`http://${host}/`).hostname;

describe('a link-local address', () => {
  it.each([
    '169.254.169.254',
    '169.254.0.1',
    '169.254.169.254.',
    '0xA9FEA9FE',
    '2852039166',
    '0251.0376.0251.0376',
    '169.254.43518',
    '[fe80::1]',
    '[febf::1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[::169.254.169.254]',
    '[64:ff9b::169.254.169.254]',
    '[64:ff9b:1::169.254.169.254]',
    '[2002:a9fe:a9fe::1]',
    '[fd00:ec2::254]',
    '[fd20:ce::254]',
    '[::ffff:100.100.100.200]',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    'metadata.google.internal',
    'METADATA.google.internal.',
  ])('is recognized by %s', (host) => {
    expect(isLinkLocal(hostIn(host))).toBe(true);
  });

  it('is recognized in the form of DNS, with a zone and an IPv4 tail', () => {
    for (const address of ['fe80::1%eth0', '::ffff:169.254.169.254', 'FE80::1'])
      expect(isLinkLocal(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '192.168.1.20',
    '169.253.1.1',
    '10.169.254.1',
    'localhost',
    'nas.local',
    '169.254.example',
    '[::1]',
    '[fd00::2]',
    '[fec0::1]',
    '[2001:db8::a9fe:a9fe]',
    '[::ffff:192.168.1.20]',
  ])('is not %s', (host) => {
    expect(isLinkLocal(hostIn(host))).toBe(false);
  });
});

describe('a server with a key', () => {
  const key = 'a-synthetic-key-for-tests';
  const asked: string[] = [];
  const fetch = ({ url }: Request) => {
    asked.push(url);
    return Promise.resolve(
      new URL(url).pathname === '/moved.png'
        ? new Response(null, { status: 302, headers: { Location: 'http://[::ffff:169.254.169.254]/secret.png' } })
        : new Response('x'),
    );
  };

  async function postFile(options: { key?: string }, file_url: string) {
    const nas = createSimulator({ ...options, fetch, rateInterval: 0 });
    const { url } = nas.addIncoming({ channel: 'general' });
    const body = new URLSearchParams({ payload: JSON.stringify({ file_url }) });
    const response = await nas.fetch(new Request(url, { method: 'POST', body }));
    return { reply: (await response.json()) as unknown, notes: nas.exchanges().map(({ note }) => note) };
  }

  it('fetches no file from link-local addresses, not even by a redirect', async () => {
    for (const url of ['http://169.254.169.254/a.png', 'http://app.example/moved.png']) {
      asked.length = 0;
      const { reply, notes } = await postFile({ key }, url);
      expect(reply).toMatchObject({ success: false, error: { code: 117 } });
      expect(notes[0]).toContain('link-local');
      expect(asked.filter((each) => each.includes('a9fe') || each.includes('169.254'))).toEqual([]);
    }
    expect((await postFile({ key }, 'http://app.example/a.png')).reply).toMatchObject({ success: true });
  });

  it('calls no app at link-local addresses', async () => {
    asked.length = 0;
    const nas = createSimulator({ key, fetch });
    nas.addSlash({ command: 'meta', url: 'http://169.254.169.254/latest' });
    await nas.say('ada', 'general', '/meta');
    expect(asked).toEqual([]);
    expect(nas.exchanges().at(-1)?.note).toContain('link-local');
  });

  it('alone refuses link-local addresses', async () => {
    expect((await postFile({}, 'http://169.254.169.254/a.png')).reply).toMatchObject({ success: true });
  });
});
