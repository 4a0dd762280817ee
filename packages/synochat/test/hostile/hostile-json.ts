import { type Hostile, invalid, unauthorized } from './hostile-answers.ts';
import { goodJson, json, post, postLarge, token } from './raw-post.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const withMember = (member: string) => goodJson.replace('{', `{${member},`);

/** JSON bodies of the wrong shape. */
export const jsonBodies: readonly Hostile[] = [
  {
    name: 'takes JSON members called like parts of every object for what they are',
    pieces: post(goodJson.replace('{', '{"__proto__":{"admin":true},'), json),
    answer: { status: 200, body: /"__proto__":"\{\\"admin\\":true\}"/ },
  },
  { name: 'refuses broken JSON', pieces: post(goodJson.slice(0, -1), json), answer: invalid },
  { name: 'refuses a JSON array', pieces: post(`[${goodJson}]`, json), answer: invalid },
  {
    name: 'refuses JSON nested 20,000 deep',
    pieces: post(`${'['.repeat(20_000)}${']'.repeat(20_000)}`, json),
    answer: invalid,
  },
  {
    name: 'refuses JSON nested a million deep where that much is allowed',
    pieces: postLarge(nested(1_000_000), json),
    answer: invalid,
  },
  {
    name: 'refuses JSON with a field nested 30,000 deep',
    pieces: post(withMember(`"deep":${nested(30_000)}`), json),
    answer: invalid,
  },
  {
    name: 'refuses JSON with a field nested a million deep where that much is allowed',
    pieces: postLarge(withMember(`"deep":${nested(1_000_000)}`), json),
    answer: invalid,
  },
  {
    name: 'refuses JSON with objects nested 200,000 deep where that much is allowed',
    pieces: postLarge(withMember(`"deep":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`), json),
    answer: invalid,
  },
  {
    name: 'refuses a JSON member that comes twice',
    pieces: post(withMember('"te\\u0078t":"x"'), json),
    answer: { status: 400, body: 'field invalid: text' },
  },
  {
    name: 'refuses a 65th JSON member whatever the token',
    pieces: post(withMember(Array.from({ length: 65 }, (_, at) => `"${at}":0`).join()).replace(token, 'x'), json),
    answer: invalid,
  },
  {
    name: 'refuses the token in a JSON array',
    pieces: post(goodJson.replace(`"${token}"`, `["${token}"]`), json),
    answer: unauthorized,
  },
  {
    name: 'refuses JSON with null for the token',
    pieces: post(goodJson.replace(`"${token}"`, 'null'), json),
    answer: unauthorized,
  },
  {
    name: 'refuses JSON with true for the token',
    pieces: post(goodJson.replace(`"${token}"`, 'true'), json),
    answer: unauthorized,
  },
  {
    name: 'refuses the right JSON token after another',
    pieces: post(withMember('"token":"x"'), json),
    answer: invalid,
  },
  {
    name: 'refuses the right JSON token before another',
    pieces: post(goodJson.replace(/\}$/, ',"token":"x"}'), json),
    answer: invalid,
  },
  {
    name: 'takes an array in a JSON field for its text',
    pieces: post(goodJson.replace('"Ping"', '["Ping",["x"]]'), json),
    answer: { status: 200, body: /"text":"\[\\"Ping\\",\[\\"x\\"\]\]"/ },
  },
  {
    name: 'refuses an array for a JSON id',
    pieces: post(goodJson.replace('"user_id":"4"', '"user_id":[4]'), json),
    answer: { status: 400, body: 'field invalid: user_id' },
  },
  {
    name: 'refuses a JSON id that no number holds',
    pieces: post(goodJson.replace('"user_id":"4"', '"user_id":1e999'), json),
    answer: { status: 400, body: 'field invalid: user_id' },
  },
];
