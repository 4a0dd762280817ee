import fc from 'fast-check';
import { createSimulator } from 'synochat-simulator';
import { describe, expect, it } from 'vitest';
import { parseRaw, type RawRequest } from '../../cli/record/capture.ts';
import { createCaptureMaker } from '../../cli/record/capture-maker.ts';
import { shapeOf } from '../helpers/raw-shape.ts';

const scripts = [
  'abcdefghijklmnopqrstuvwxyzABCXYZ',
  'äöüßéñøÅ',
  'абвгдежзЯЮ',
  'αβγδΩΨ',
  '排程機器人功能測試',
  'あいうえおカキク',
  '가나다라마바',
  'عربيةنص',
  'שלוםעם',
  'हिन्दीभाषा',
  '😀🤖🎉🚀',
  '𠀋𡈽𡌛',
  'x',
  '中',
];
const name = fc
  .tuple(
    fc.constantFrom(...scripts),
    fc.array(fc.nat(1000), { minLength: 5, maxLength: 12 }),
    fc.constantFrom('', '-', '.', "'", '_'),
  )
  .map(([letters, at, sign]) => {
    const all = Array.from(letters);
    const text = at.map((n) => all[n % all.length] ?? '');
    return [...text.slice(0, 3), sign, ...text.slice(3)].join('');
  });
const token = fc
  .array(fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')), {
    minLength: 64,
    maxLength: 64,
  })
  .map((letters) => letters.join(''));
const host = fc.stringMatching(/^[a-z]{5,12}\.(synology\.me|fritz\.box|local)$/);

const world = fc.record({
  token,
  host,
  user: name,
  nickname: fc.option(name, { nil: '' }),
  channel: name.filter((text) => !/[\s#@/]/.test(text)),
  bot: name.filter((text) => !/[\s#@/]/.test(text)),
  spaceEncoding: fc.constantFrom('percent' as const, 'plus' as const),
  hookFormat: fc.constantFrom('form' as const, 'json' as const),
  buttonPostIdType: fc.constantFrom('string' as const, 'number' as const),
  hookName: fc.constantFrom('nickname' as const, 'username' as const),
});

type World = typeof world extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Returns every spelling of a text that a reader of a file could turn back. */
function spellings(text: string): string[] {
  const bytes = [...new TextEncoder().encode(text)];
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.from([...Array.from({ length: shift }, () => 0), ...bytes]).toString('base64');
    return whole.slice(shift === 0 ? 0 : shift + 1, Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const percent = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const escaped = Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  );
  return [
    ...[text, encodeURIComponent(text), encodeURIComponent(encodeURIComponent(text)), percent, percent.toUpperCase()],
    ...[escaped.join(''), new URLSearchParams({ x: text }).toString().slice(2), ...base64],
  ];
}

/** Returns the requests of an outgoing webhook, a slash command, a bot and a button, as a simulator sends them. */
async function requestsOf({
  token: secret,
  host: address,
  user,
  nickname,
  channel,
  bot,
  ...switches
}: World): Promise<RawRequest[]> {
  const requests: RawRequest[] = [];
  const nas = createSimulator({
    ...switches,
    rateInterval: 0,
    users: [{ name: user, nickname }],
    channels: [channel],
    async fetch(request) {
      const headers = [['Host', address], ['X-Forwarded-For', '203.0.113.9'], ...request.headers] as [string, string][];
      const body = new Uint8Array(await request.arrayBuffer());
      requests.push({ method: request.method, target: `/in/${secret}?for=${address}`, headers, body });
      return new Response('');
    },
  });
  nas.addOutgoing({ channel, url: `http://${address}/` });
  nas.addSlash({ command: 'survey', url: `http://${address}/`, token: secret });
  const { url } = nas.addBot({ name: bot, url: `http://${address}/` });
  await nas.say(user, channel, `hello ${user} & ${bot} + 😀`);
  await nas.say(user, channel, `/survey ${user} two`);
  await nas.say(user, `@${bot}`, `from ${channel}`);
  const payload = {
    text: bot,
    user_ids: [await idOf(url, nas.fetch)],
    attachments: [
      { callback_id: user, text: channel, actions: [{ type: 'button', name: user, value: bot, text: 'OK' }] },
    ],
  };
  await nas.fetch(url, { method: 'POST', body: new URLSearchParams({ payload: JSON.stringify(payload) }) });
  const post = nas.posts(`@${bot}`).at(-1);
  if (post) await nas.press(user, post, 'OK');
  return requests;
}

async function idOf(url: string, ask: (url: string) => Promise<Response>): Promise<number> {
  const answer = (await (await ask(url.replace('method=chatbot', 'method=user_list'))).json()) as {
    data: { users: { user_id: number }[] };
  };
  return answer.data.users[0]?.user_id ?? 0;
}

describe('a recording', () => {
  it('holds no token, host or name in any encoding, and still has the shape and the event of the request', async () => {
    let recorded = 0;
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const maker = createCaptureMaker({ source: 'test' });
        // No request holds all names. A name that the maker has not seen may equal a replacement by chance.
        for (const each of [drawn.bot, drawn.user, drawn.nickname, drawn.channel]) maker.secrets.add(each);
        const requests = await requestsOf(drawn);
        expect(requests).toHaveLength(4);
        for (const request of requests) {
          const capture = await maker.capture(request);
          const original = new TextDecoder().decode(request.body);
          if (typeof capture === 'string') continue;
          recorded += 1;
          const text = JSON.stringify(capture);
          for (const secret of [drawn.token, drawn.host, drawn.user, drawn.nickname, drawn.channel, drawn.bot].filter(
            Boolean,
          ))
            for (const spelling of spellings(secret)) expect(text).not.toContain(spelling);
          const body = capture.raw.slice(capture.raw.indexOf('\r\n\r\n') + 4);
          expect(new TextEncoder().encode(body)).toHaveLength(request.body.length);
          const head = `POST / HTTP/1.1\r\ncontent-type: ${new Headers(request.headers.map((each) => [...each] as [string, string])).get('content-type') ?? ''}\r\n\r\n`;
          expect({ ...shapeOf(capture.raw), headers: [] }).toEqual({ ...shapeOf(head + original), headers: [] });
          const kind = capture.title === 'message to a bot' || capture.title === 'button callback' ? 'bot' : 'auto';
          expect(JSON.parse(JSON.stringify(await parseRaw(capture.raw, kind)))).toEqual(capture.expect);
        }
      }),
      { numRuns: 40 },
    );
    expect(recorded).toBeGreaterThan(120);
  });

  it.each([
    ['plain', 'seen=Wilhelmina'],
    ['in another case', 'seen=WILHELMINA'],
    ['percent-encoded', 'seen=%57ilhelmina'],
    ['percent-encoded twice', 'seen=%2557ilhelmina'],
    ['in base64', `seen=${btoa('I am Wilhelmina!')}`],
    ['in base64 after one more letter', `seen=${btoa(', I am Wilhelmina!')}`],
  ])('is refused if a name would remain %s in a header', async (_, value) => {
    const maker = createCaptureMaker({ source: 'test' });
    const body = new TextEncoder().encode('token=t&user_id=1&username=Wilhelmina&text=%2Fx');
    const headers = [['User-Agent', value]] as const;

    expect(await maker.capture({ method: 'POST', target: '/', headers, body })).toBe(
      'A token, host or name would remain in the recording.',
    );
  });

  it.each([
    ['the address in Host', 'Host', '192.168.1.20:8080', 'Chat (192.168.1.20)'],
    ['the address in X-Real-IP', 'X-Real-IP', '10.0.0.5', 'Chat%20at%2010.0.0.5'],
    ['one of several addresses', 'X-Forwarded-For', '203.0.113.9, 10.0.0.5', 'Chat at 10.0.0.5'],
    ['an address of IPv6', 'Forwarded', 'for="[2001:db8::5]:4711";proto=http', 'Chat at [2001:DB8::5]'],
    ['the host of an address', 'Referer', 'https://diskstation.example:5001/x', 'Chat at diskstation.example'],
    ['a number in base64', 'Cookie', '4711471147114711', `Chat ${btoa('id 4711471147114711')}`],
    ['a name in hexadecimal', 'Cookie', 'Wilhelmina', 'Chat 57696C68656C6D696E61'],
  ])('is refused if %s would remain', async (_, name, value, agent) => {
    const maker = createCaptureMaker({ source: 'test' });
    const body = new TextEncoder().encode('token=t&user_id=1&username=Josefine&text=%2Fx');
    const headers = [[name, value] as const, ['User-Agent', agent] as const];

    expect(await maker.capture({ method: 'POST', target: '/', headers, body })).toBe(
      'A token, host or name would remain in the recording.',
    );
  });

  it('keeps numbers of JSON valid, so the event is the event of the request', async () => {
    const maker = createCaptureMaker({ source: 'test' });
    const json =
      '{"token":"t","user_id":27,"username":"Jo","text":"a","size":42,"rate":-10.5e-3,"none":0,"deep":[{"n":100}]}';
    for (const body of [json, `payload=${encodeURIComponent(json)}`]) {
      const made = await maker.capture({
        method: 'POST',
        target: '/',
        headers: [],
        body: new TextEncoder().encode(body),
      });
      const raw = typeof made === 'string' ? made : made.raw.slice(made.raw.indexOf('\r\n\r\n') + 4);
      const read = JSON.parse(new URLSearchParams(raw).get('payload') ?? raw) as object;

      expect(read).toMatchObject({ size: 10, rate: -10, none: 0, deep: [{ n: 100 }] });
      expect(raw).toHaveLength(body.length);
      expect(made).not.toMatchObject({ expect: { refused: 'body_invalid' } });
    }
  });

  it.each([
    ['JSON without quotes', 'application/json', '{token:Zebra7Quokka,username:Wilhelmina}'],
    ['JSON with other quotes', '', "{'token':'Zebra7Quokka','username':'Wilhelmina'}"],
    ['JSON that is cut off', '', '{"token":"Zebra7Quokka","user":{"username":"Wilhelmina"}, Wilhelmina'],
    ['a payload of such JSON', '', 'payload={token:Zebra7Quokka,username:Wilhelmina}'],
    ['names of members', '', '{"token":"t","members":{"Wilhelmina M\u00fcller":1,"Wilhelmina":2}}'],
    ['JSON in the type only', 'text/json', 'Wilhelmina=Zebra7Quokka'],
    ['XML', 'application/xml', '<token>Zebra7Quokka</token><user name="Wilhelmina">Wilhelmina</user>'],
    ['a text', 'text/plain', 'Hello Wilhelmina, Zebra7Quokka = x'],
    ['another form', 'multipart/form-data; boundary=b', '--b\r\n\r\nWilhelmina Zebra7Quokka\r\n--b\r\nname="x"'],
  ])('holds no word of a body that is %s', async (_, type, body) => {
    const maker = createCaptureMaker({ source: 'test' });
    const headers = type === '' ? [] : [['Content-Type', type] as const];
    const made = await maker.capture({ method: 'POST', target: '/', headers, body: new TextEncoder().encode(body) });
    const text = typeof made === 'string' ? made : made.raw;

    expect(text).not.toMatch(/zebra|quokka|wilhelmina|m.{1,6}ller/i);
    if (typeof made !== 'string') expect(made.raw.slice(made.raw.indexOf('\r\n\r\n') + 4)).toHaveLength(body.length);
  });

  it('keeps the spelling of each character: encoded or raw, letter case of digits, JSON escapes', async () => {
    const maker = createCaptureMaker({ source: 'test' });
    const capture = async (body: string) => {
      const made = await maker.capture({
        method: 'POST',
        target: '/',
        headers: [],
        body: new TextEncoder().encode(body),
      });
      return typeof made === 'string' ? made : made.raw.slice(made.raw.indexOf('\r\n\r\n') + 4);
    };

    expect(await capture('username=J%c3%b6rg+%41nna-L&text=a')).toBe('username=X%c3%a4xx+%58xxx-X&text=x');
    expect(await capture('{"username":"J\\u00F6rg \\"A\\"","user_id":27,"text":"/a"}')).toBe(
      '{"username":"X\\u00E4xx \\"X\\"","user_id":10,"text":"/x"}',
    );
  });

  it('keeps the rule that the upper half of the id of a post is the id of the channel', async () => {
    const maker = createCaptureMaker({ source: 'test' });
    const body = new TextEncoder().encode(
      'token=t&channel_id=34&user_id=4&post_id=146028888230&thread_id=0&timestamp=1647060330657&text=Ping',
    );
    const made = await maker.capture({ method: 'POST', target: '/', headers: [], body });
    const fields = new URLSearchParams(typeof made === 'string' ? '' : made.raw.split('\r\n\r\n')[1]);

    expect(BigInt(fields.get('post_id') ?? 0) >> 32n).toBe(BigInt(fields.get('channel_id') ?? 1));
    expect(fields.get('channel_id')).not.toBe('34');
    expect(fields.get('post_id')).toHaveLength(12);
    expect(fields.get('thread_id')).toBe('0');
    expect(fields.get('timestamp')).toBe('1764421200000');
  });
});
