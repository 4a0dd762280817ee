import type { Piece } from './raw-http.ts';
import { chunk, chunked, good, goodJson, head, json, post, token, typed } from './raw-post.ts';
import type { Runtime } from './runtime.ts';

/** What comes back: an HTTP answer, or nothing but the end of the connection. */
export type Answer = { readonly status: number; readonly body?: string | RegExp; readonly allow?: string } | 'hung up';

export interface Hostile {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly answer: Answer;
  /** Where the runtime's own HTTP server answers before the library sees anything. */
  readonly except?: Partial<Record<Runtime, Answer>>;
  /** What a runtime has to be sent in addition before it answers. */
  readonly more?: Partial<Record<Runtime, readonly Piece[]>>;
}

const tooLarge = { status: 413, body: 'body too large' };
const tooSlow = { status: 408, body: 'body timeout' };
const invalid = { status: 400, body: 'body invalid' };
const unauthorized = { status: 401, body: 'unauthorized' };
const trickle = Array.from('token=abcdefghi', (byte) => [100, byte]).flat();

export const hostileRequests: readonly Hostile[] = [
  {
    name: 'refuses a declared length over the bound before the body has come',
    pieces: [head(typed(70_000)), good],
    answer: tooLarge,
    // workerd itself answers at once. `wrangler dev` reads what the handler left before it passes the answer on.
    more: { workerd: ['x'.repeat(70_000 - good.length)] },
  },
  {
    name: 'refuses a chunked body as soon as it is over the bound',
    pieces: [head(chunked), ...Array.from({ length: 70 }, () => chunk('x'.repeat(1000)))],
    answer: tooLarge,
  },
  {
    name: 'gives up on a body that never becomes as long as declared',
    pieces: [head(typed(500), '/short'), good],
    answer: tooSlow,
  },
  {
    name: 'gives up on a chunked body without an end',
    pieces: [head(chunked, '/short'), chunk(good)],
    answer: tooSlow,
  },
  {
    name: 'gives up on a body that trickles, though it keeps coming',
    pieces: [head(typed(15), '/short'), ...trickle],
    answer: tooSlow,
  },
  {
    name: 'gives up on a chunked body that trickles, though it keeps coming',
    pieces: [head(chunked, '/short'), ...trickle.map((piece) => (typeof piece === 'string' ? chunk(piece) : piece))],
    answer: tooSlow,
  },
  { name: 'refuses an empty body', pieces: post(''), answer: invalid },
  { name: 'refuses a request without a body', pieces: [head([])], answer: invalid },
  { name: 'refuses an empty chunked body', pieces: [head(chunked), '0\r\n\r\n'], answer: invalid },
  { name: 'answers a GET probe with nothing', pieces: [head([], '/hook', 'GET')], answer: { status: 200, body: '' } },
  { name: 'answers a HEAD probe with nothing', pieces: [head([], '/hook', 'HEAD')], answer: { status: 200, body: '' } },
  {
    name: 'says which methods it takes',
    pieces: [head(typed(good.length), '/hook', 'PUT'), good],
    answer: { status: 405, body: 'method not allowed', allow: 'GET, HEAD, POST' },
  },
  {
    name: 'refuses a method that does not exist',
    pieces: [head(typed(good.length), '/hook', 'BREW'), good],
    answer: { status: 405, body: 'method not allowed' },
    except: { Node: { status: 400 }, Bun: 'hung up', workerd: { status: 501 } },
  },
  { name: 'refuses a wrong token', pieces: post(good.replace(token, 'x'.repeat(64))), answer: unauthorized },
  {
    name: 'refuses the beginning of the token',
    pieces: post(good.replace(token, token.slice(0, 63))),
    answer: unauthorized,
  },
  { name: 'refuses a missing token', pieces: post(good.replace(`token=${token}&`, '')), answer: unauthorized },
  { name: 'refuses an empty token', pieces: post(good.replace(token, '')), answer: unauthorized },
  { name: 'refuses the right token beside another', pieces: post(`${good}&token=x`), answer: unauthorized },
  {
    name: 'does not look for the token in the query',
    pieces: [head([`Content-Length: 0`], `/hook?${good}`)],
    answer: invalid,
  },
  {
    name: 'refuses a field that comes twice',
    pieces: post(`${good}&text=x`),
    answer: { status: 400, body: 'field invalid: text' },
  },
  {
    name: 'takes fields called like parts of every object for what they are',
    pieces: post(`${good}&__proto__=p&constructor=c&toString=t`),
    answer: { status: 200, body: /"__proto__":"p","constructor":"c","toString":"t"/ },
  },
  {
    name: 'takes JSON members called like parts of every object for what they are',
    pieces: post(goodJson.replace('{', '{"__proto__":{"admin":true},'), json),
    answer: { status: 200, body: /"__proto__":"\{\\"admin\\":true\}"/ },
  },
  {
    name: 'does not find a required field on the prototype',
    pieces: post(`token=${token}&__proto__=text`),
    answer: { status: 400, body: 'field missing: text' },
  },
  {
    name: 'reads broken UTF-8 as U+FFFD',
    pieces: post(`${good}%FF%FE`),
    answer: { status: 200, body: /"text":"Ping\uFFFD+"/ },
  },
  {
    name: 'reads bytes that are no UTF-8 as U+FFFD',
    pieces: post(Buffer.concat([Buffer.from(good), Buffer.from([0xc3, 0x28])])),
    answer: { status: 200, body: /"text":"Ping\uFFFD\("/ },
  },
  {
    name: 'leaves broken percent escapes as they are',
    pieces: post(`${good}+100%+%zz`),
    answer: { status: 200, body: /"text":"Ping 100% %zz"/ },
  },
  {
    name: 'keeps a NUL as a character',
    pieces: post(`${good}%00x`),
    answer: { status: 200, body: /"text":"Ping\\u0000x"/ },
  },
  { name: 'refuses broken JSON', pieces: post(goodJson.slice(0, -1), json), answer: invalid },
  { name: 'refuses a JSON array', pieces: post(`[${goodJson}]`, json), answer: invalid },
  {
    name: 'refuses JSON nested 20,000 deep',
    pieces: post(`${'['.repeat(20_000)}${']'.repeat(20_000)}`, json),
    answer: invalid,
  },
  {
    name: 'refuses a multipart body',
    pieces: post('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'),
    answer: invalid,
  },
  {
    name: 'reads 10,000 fields',
    pieces: post(good + Array.from({ length: 10_000 }, (_, index) => `&${index.toString(36)}`).join('')),
    answer: { status: 200, body: /"7pr":""/ },
  },
  {
    name: 'refuses an id that no number holds',
    pieces: post(good.replace('user_id=4', `user_id=${'9'.repeat(400)}`)),
    answer: { status: 400, body: 'field invalid: user_id' },
  },
  {
    name: 'does not take two lengths',
    pieces: [head([...typed(good.length), 'Content-Length: 5']), good],
    answer: { status: 400 },
  },
  {
    name: 'does not take a length that is no number',
    pieces: [head(['Content-Length: ten']), good],
    answer: { status: 400 },
  },
  { name: 'does not take a negative length', pieces: [head(['Content-Length: -1']), good], answer: { status: 400 } },
  {
    name: 'does not take a length beside chunks',
    pieces: [head([...typed(good.length), 'Transfer-Encoding: chunked']), chunk(good), '0\r\n\r\n'],
    answer: { status: 400 },
    // Takes the chunks and drops the length.
    except: { workerd: { status: 200, body: /"text":"Ping"/ } },
  },
  {
    name: 'does not take a broken chunk',
    pieces: [head(chunked), 50, 'zz\r\nabc\r\n0\r\n\r\n'],
    answer: { status: 400 },
    except: { workerd: { status: 500 } },
  },
  {
    name: 'does not take a head of 200 kB',
    pieces: [head([`X: ${'x'.repeat(200_000)}`])],
    answer: { status: 431 },
    // `wrangler dev` sets no bound; the library then misses the body.
    except: { Deno: { status: 400 }, workerd: invalid },
  },
];
