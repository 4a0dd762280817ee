import { chunk, chunked, good, goodJson, head, json, post, token, typed } from './raw-post.ts';

/** A request and the status that belongs to it; without one it is broken off. */
export interface Sent {
  readonly name: string;
  readonly bytes: Buffer;
  readonly status: number | undefined;
}

const sent = (name: string, status: number | undefined, pieces: readonly (string | Uint8Array)[]): Sent => ({
  name,
  status,
  bytes: Buffer.concat(pieces.map((piece) => Buffer.from(piece))),
});

const right = sent('good', 200, post(good));
const common = [
  sent('wrong token', 401, post(good.replace(token, 'x'.repeat(64)))),
  sent('no token', 401, post(good.replace(`token=${token}&`, ''))),
  sent('token twice', 400, post(`${good}&token=x`)),
  sent('broken JSON', 400, post(goodJson.slice(0, -1), json)),
  sent('field missing', 400, post(good.replace('user_id', 'u'))),
  sent('field twice', 400, post(`${good}&text=x`)),
  sent('broken escapes, id no number', 400, post(good.replace('user_id=4', 'user_id=%zz%FF%00'))),
  sent('other method', 405, [head(typed(good.length), '/hook', 'PUT'), good]),
  sent('nothing', 400, post('')),
  sent('too large', 413, post('x'.repeat(2000), json, '/short')),
  sent('too large in chunks', 413, [head(chunked, '/short'), chunk('x'.repeat(2000)), '0\r\n\r\n']),
  sent('broken off', undefined, [head(typed(500)), good]),
  sent('broken off in chunks', undefined, [head(chunked), chunk(good)]),
];
/** The requests that keep a server, or a timer of the server, busy for longer. */
const rare = [
  sent('10,000 fields', 400, post(`token=${token}${Array.from({ length: 10_000 }, (_, n) => `&${n}`).join('')}`)),
  sent('deep JSON', 400, post('['.repeat(20_000) + ']'.repeat(20_000), json)),
  sent('never ends', 408, [head(typed(500), '/short'), good]),
  sent('never ends in chunks', 408, [head(chunked, '/short'), chunk(good)]),
];

/** The request of that number: every other is bad, every 400th one of the rare. */
export function mixed(number: number): Sent {
  if (number % 2 === 0) return right;
  const bad = (number - 1) / 2;
  const among = bad % 200 === 199 ? rare : common;
  return among[(among === rare ? (bad - 199) / 200 : bad) % among.length] ?? right;
}
