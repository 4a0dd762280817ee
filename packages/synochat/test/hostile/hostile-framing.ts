import { accepted, bad, type Hostile, invalid, takenOrDropped, tooLarge, tooSlow } from './hostile-answers.ts';
import { fin } from './raw-http.ts';
import { chunk, chunked, good, head, post, typed } from './raw-post.ts';

const trickle = Array.from('token=abcdefghi', (byte) => [100, byte]).flat();
const lengthOf = (length: string) =>
  head(['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${length}`]);

/** Lengths, chunks, heads and ends that are not what they should be. */
export const framing: readonly Hostile[] = [
  {
    name: 'refuses a declared length over the bound before the body has come',
    pieces: [head(typed(70_000)), good],
    answer: tooLarge,
    // workerd itself answers at once. `wrangler dev` reads what the handler left before it passes the answer on.
    more: { 'wrangler dev': ['x'.repeat(70_000 - good.length)] },
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
    except: { Node: { status: 400 }, Bun: 'hung up', workerd: { status: 501 }, 'wrangler dev': { status: 501 } },
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
    except: { workerd: accepted, 'wrangler dev': accepted },
  },
  {
    name: 'does not take a broken chunk',
    pieces: [head(chunked), 50, 'zz\r\nabc\r\n0\r\n\r\n'],
    answer: { status: 400 },
    except: { 'wrangler dev': { status: 500 } },
  },
  {
    name: 'does not take a head of 200 kB',
    pieces: [head([`X: ${'x'.repeat(200_000)}`])],
    answer: { status: 431 },
    // workerd sets no bound there; the library then misses the body.
    except: { Deno: { status: 400 }, workerd: invalid, 'wrangler dev': invalid },
  },
  {
    name: 'refuses a declared length of a terabyte',
    pieces: [lengthOf('1000000000000'), good, 50, fin],
    answer: tooLarge,
    // `wrangler dev` waits for all of it.
    except: { Bun: { status: 413, body: '' }, 'wrangler dev': { status: 500 } },
  },
  { name: 'does not take a length that no number holds', pieces: [lengthOf('9'.repeat(30)), good], answer: bad },
  { name: 'does not take a length in hexadecimal', pieces: [lengthOf('0x10'), good], answer: bad },
  { name: 'does not take a length with a sign', pieces: [lengthOf('+167'), good], answer: bad },
  { name: 'does not take a list of lengths', pieces: [lengthOf(`${good.length}, ${good.length}`), good], answer: bad },
  {
    name: 'does not take the same length twice',
    pieces: [head([...typed(good.length), `Content-Length: ${good.length}`]), good],
    answer: bad,
    except: { Bun: accepted, Deno: accepted, workerd: accepted, 'wrangler dev': accepted },
  },
  {
    name: 'takes what comes after the declared length for another request',
    pieces: [head(typed(good.length)), `${good}&token=x`],
    answer: accepted,
    // Answers the bytes behind, which are no request, before the first request.
    except: { Node: bad },
  },
  {
    name: 'does not take a chunk of more bytes than a number holds',
    pieces: [head(chunked), `${'f'.repeat(17)}\r\n${good}`],
    answer: bad,
    except: { Deno: { ...invalid, orHungUp: true }, workerd: invalid, 'wrangler dev': { status: 500 } },
  },
  {
    name: 'does not take a coding after the chunks',
    pieces: [head(['Transfer-Encoding: chunked, gzip']), chunk(good), '0\r\n\r\n'],
    answer: bad,
  },
  {
    name: 'takes no field from a trailer',
    pieces: [head(chunked), chunk(good), '0\r\ntoken: x\r\ntext: x\r\n\r\n'],
    answer: accepted,
  },
  { name: 'does not take a NUL in a header', pieces: [head([...typed(good.length), 'X: a\0b']), good], answer: bad },
  {
    name: 'does not take a bare CR in a header',
    pieces: [head([...typed(good.length), 'X: a\rb']), good],
    answer: bad,
  },
  {
    name: 'does not take a NUL in the path',
    pieces: [head(typed(good.length), '/hook\0'), good],
    answer: bad,
    except: { Bun: { status: 505 } },
  },
  {
    name: 'does not take two hosts',
    pieces: [head([...typed(good.length), 'Host: other.example']), good],
    answer: bad,
    // On workerd the handler's own `new URL(req.url)` throws.
    except: { Node: accepted, Bun: accepted, workerd: { status: 500 }, 'wrangler dev': { status: 500 } },
  },
  { name: 'does not take what is no HTTP', pieces: ['\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n'], answer: bad },
  {
    name: 'answers a client that has sent all and ended its half',
    pieces: [...post(good), fin],
    answer: accepted,
    except: { Deno: takenOrDropped },
  },
  {
    name: 'answers a client that has sent all in chunks and ended its half',
    pieces: [head(chunked), chunk(good), '0\r\n\r\n', fin],
    answer: accepted,
    except: { Deno: takenOrDropped },
  },
  {
    name: 'refuses what ended before it was as long as declared',
    pieces: [head(typed(500)), good, 50, fin],
    answer: invalid,
    except: { Node: bad, Bun: 'hung up', 'wrangler dev': { status: 500 } },
  },
  {
    name: 'refuses chunks that ended without the last',
    pieces: [head(chunked), chunk(good), 50, fin],
    answer: invalid,
    except: { Node: bad, Bun: 'hung up', 'wrangler dev': { status: 500 } },
  },
];
