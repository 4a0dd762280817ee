import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { createHost } from '../../test/portable/file-host.ts';
import { sendIncoming } from '../index.ts';

/** A channel on a NAS that fetches from the host, and what it shows for a file of that name. */
function createRoom() {
  const { host, pass } = createHost();
  const nas = createSimulator({
    fetch: host.handler,
    requireFileExtension: true,
    rateInterval: 0,
  });
  const { url } = nas.addIncoming({ channel: 'general' });
  const post = (fileUrl: string) => sendIncoming(url, { text: 'see', fileUrl }, { limiter: false, fetch: nas.fetch });
  const shownName = async (name: string) => {
    await post(await host.share('a', { name }));
    return nas.posts('general').at(-1)?.file?.name;
  };
  return { host, pass, nas, post, shownName };
}

describe('a picture that is not on the web', () => {
  it('is posted with its name, type, size and bytes', async () => {
    const { host, nas, post } = createRoom();
    const picture = new Blob([new Uint8Array([137, 80, 78, 71])], { type: 'image/png' });

    await post(await host.share(picture, { name: 'chart.png' }));

    const [shown] = nas.posts('general');
    expect(shown).toMatchObject({ text: 'see', file: { name: 'chart.png', type: 'image/png', size: 4 } });
    expect([...(shown?.file?.bytes ?? [])]).toEqual([137, 80, 78, 71]);
  });

  it('is out of reach for Chat after it has expired', async () => {
    const { host, pass, nas, post } = createRoom();
    const link = await host.share('a', { name: 'a.png' });
    pass(600_000);
    await expect(post(link)).rejects.toMatchObject({ code: 'file_unreachable' });
    expect(nas.posts('general')).toEqual([]);
  });
});

describe('the name of a file', () => {
  it.each([
    ...['report.pdf', 'two words.txt', ' edges .txt ', '#1?.txt', '100%.txt', '%41%2F%.txt', 'a+b&c=d;e.txt'],
    ...[
      `"it's".txt`,
      '<b>.txt',
      'båt 船 🚤👩‍👩‍👧.png',
      'e\u0301.txt',
      '..hidden.txt',
      'a..b.txt',
      '%2e%2e.txt',
      '\ufeffa.txt',
    ],
    ...["!'()*~[]{}|^`@:,$.txt", `${'x'.repeat(251)}.txt`],
  ])('%j is shown in Chat exactly so', async (name) => {
    expect(await createRoom().shownName(name)).toBe(name);
  });

  it.each([
    ['../../etc/passwd.txt', '.._.._etc_passwd.txt'],
    ['C:\\temp\\a.txt', 'C:_temp_a.txt'],
    ['a\r\nSet-Cookie: b.txt', 'a__Set-Cookie: b.txt'],
    ['\u0000\u001b\u007f\u0085\u2028.txt', '_____.txt'],
    ['\ud83d.txt', '_.txt'],
  ])('%j loses what could leave its place: %j', async (name, shown) => {
    expect(await createRoom().shownName(name)).toBe(shown);
  });

  it.each([
    ['.', '_'],
    ['..', '_.'],
    ['....', '_...'],
    ['/', '_'],
  ])('%j stays out of the path: %j', async (name, cleaned) => {
    const { host } = createRoom();
    const link = await host.share('a', { name });
    expect(new URL(link).pathname.split('/').at(-1)).toBe(cleaned);
    expect((await host.handler(new Request(link))).status).toBe(200);
  });

  it.each(['', ' ', '\n', undefined, 5])('cannot be %j', async (name) => {
    await expect(createRoom().host.share('a', { name: name as string })).rejects.toThrow(TypeError);
  });

  it('cannot be longer than a file system holds', async () => {
    const { host } = createRoom();
    for (const name of ['x'.repeat(256), '船'.repeat(86)])
      await expect(host.share('a', { name })).rejects.toThrow(RangeError);
  });

  it.each([
    ['plain.txt', `filename="plain.txt"; filename*=UTF-8''plain.txt`],
    ['båt "1" (a).txt', `filename="b_t _1_ (a).txt"; filename*=UTF-8''b%C3%A5t%20%221%22%20%28a%29.txt`],
    ["50% it's*.txt", `filename="50_ it's*.txt"; filename*=UTF-8''50%25%20it%27s%2a.txt`],
    ['🚤.png', `filename="_.png"; filename*=UTF-8''%F0%9F%9A%A4.png`],
  ])('%j stands in the header for old readers and new', async (name, header) => {
    const { host } = createRoom();
    const response = await host.handler(new Request(await host.share('a', { name })));
    expect(response.headers.get('content-disposition')).toBe(`attachment; ${header}`);
  });
});
