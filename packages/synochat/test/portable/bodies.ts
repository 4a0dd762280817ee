import fc from 'fast-check';
import vectors from '../vectors.json' with { type: 'json' };
import { stream } from './requests.ts';
import { text, units } from './texts.ts';

export const tokens = Object.values(vectors.tokens);

const encoder = new TextEncoder();
const encode = (text: string) => new Uint8Array(encoder.encode(text));

/** All bodies that Chat is known to send. */
const samples = vectors.vectors
  .filter(({ direction, raw }) => direction === 'NAS→app' && raw.startsWith('POST'))
  .map(({ raw }) => raw.slice(raw.indexOf('\r\n\r\n') + 4));

/** A sample as JSON, which one receiver reports. */
const asJson = (sample: string) => JSON.stringify(Object.fromEntries(new URLSearchParams(sample)));

type Change = (body: string) => string;

/** One thing done to a body: cut out, put in, put twice or elsewhere. */
const change: fc.Arbitrary<Change> = fc
  .tuple(fc.nat(), fc.nat(40), fc.nat(), text, fc.nat(4))
  .map(([from, length, to, piece, how]) => (body) => {
    const at = from % (body.length + 1);
    const chunk = body.slice(at, at + length);
    const without = body.slice(0, at) + body.slice(at + length);
    const there = to % (without.length + 1);
    if (how === 0) return without;
    if (how === 1) return body.slice(0, at) + piece + body.slice(at);
    if (how === 2) return body.slice(0, at) + piece + body.slice(at + length);
    if (how === 3) return without.slice(0, there) + chunk + without.slice(there);
    return body.slice(0, there) + chunk + body.slice(there);
  });

const mutated = fc
  .tuple(fc.constantFrom(...samples, ...samples.map(asJson)), fc.array(change, { maxLength: 4 }))
  .map(([sample, changes]) => changes.reduce((body, each) => each(body), sample))
  // A piece of the token in another field is no leak but what was sent.
  .filter((body) => body.split('a0Bb1Cc2Dd3').length <= 2);

const names = ['user_id', 'username', 'text', 'post_id', 'thread_id', 'timestamp', 'channel_id', 'channel_name'];
const name = fc.oneof(
  fc.constantFrom(...names, 'payload', 'actions', 'user', 'callback_id', 'trigger_word', 'token', '__proto__'),
  text,
);
const numeral = fc.constantFrom('0', '4', '-1', '1e3', '146028888230', '1647060330657', '9007199254740993', '９');
const token = fc.constantFrom(...tokens);
const members = fc.dictionary(name, fc.oneof(units, numeral, fc.nat(), fc.jsonValue({ maxDepth: 3 })));

const pair = fc.tuple(name, fc.oneof(units, numeral));
/** A duplicate field, under any name. */
const twice = fc.oneof(pair, fc.tuple(token, units)).map((each) => [each, each]);

const button = { type: 'button', name: 'n', value: 'v' };
const pressed = fc.constantFrom<object>([button], [button, button], button);
const press = fc.record({
  token,
  callback_id: units,
  post_id: fc.oneof(numeral, fc.nat()),
  actions: fc.oneof(pressed, fc.jsonValue()),
  user: fc.oneof(fc.constant({ user_id: 4, username: 'ada' }), units, fc.jsonValue({ maxDepth: 2 })),
});

/** Fields with a right token, which get past the door: as a form, as JSON, as the payload of a press. */
const fields = fc.oneof(
  fc
    .tuple(token, fc.array(pair), fc.option(twice, { nil: [], freq: 3 }))
    .map(([right, pairs, again]) => form([['token', right], ...pairs, ...again])),
  fc.tuple(token, members).map(([right, all]) => JSON.stringify({ ...all, token: right })),
  press.map((payload) => form([['payload', JSON.stringify(payload)]])),
  fc.tuple(token, members).map(([right, all]) => form([['payload', JSON.stringify({ ...all, token: right })]])),
);

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((some) => new Uint8Array(some)),
  fc.oneof(text, mutated, mutated, fields, fields, fields, fc.json()).map(encode),
  // Bytes that are no UTF-8 within what is a form.
  fc.tuple(mutated, fc.uint8Array({ maxLength: 4 }), fc.nat()).map(([body, broken, at]) => {
    const whole = encode(body);
    whole.set(broken.slice(0, whole.length), at % Math.max(1, whole.length - broken.length));
    return whole;
  }),
);

const header = fc.string({ unit: fc.constantFrom(...Array.from(' \t!"#%,;=/*0129aZ~')), maxLength: 30 });

/** A POST as anybody can make it. */
export interface Posted {
  readonly body: Uint8Array<ArrayBuffer>;
  /** Bytes of a piece where it comes in pieces. */
  readonly piece: number | null;
  readonly headers: Record<string, string>;
}

/** Any body under any headers, its length declared, not, or wrongly. */
export const posted: fc.Arbitrary<Posted> = fc
  .record({
    body: bytes,
    piece: fc.option(fc.integer({ min: 1, max: 200 })),
    length: fc.constantFrom('right', 'none', 'short', 'any'),
    type: fc.oneof(
      fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'),
      header,
    ),
    other: header,
  })
  .map(({ body, piece, length, type, other }) => {
    const lengths = { right: String(body.length), none: undefined, short: String(body.length >> 1), any: other };
    const declared = lengths[length];
    const headers = { 'content-type': type, 'content-encoding': other, 'x-forwarded-for': other };
    return { body, piece, headers: declared === undefined ? headers : { ...headers, 'content-length': declared } };
  });

export function toRequest({ body, piece, headers }: Posted): Request {
  if (piece === null) return new Request('http://app.example/hook', { method: 'POST', body, headers });
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < body.length; at += piece) pieces.push(body.slice(at, at + piece));
  return stream(pieces, { headers });
}

function form(pairs: [string, string][]): string {
  return String(new URLSearchParams(pairs));
}
