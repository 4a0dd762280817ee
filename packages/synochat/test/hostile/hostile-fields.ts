import { type Hostile, invalid, tooLarge, unauthorized } from './hostile-answers.ts';
import { good, head, post, postLarge, token, typed } from './raw-post.ts';

const megabyte = 1_000_000;
const many = (count: number) => Array.from({ length: count }, (_, index) => `&${index.toString(36)}`).join('');

/** Forms whose tokens, fields, names or bytes are not what they should be. */
export const fields: readonly Hostile[] = [
  { name: 'refuses a wrong token', pieces: post(good.replace(token, 'x'.repeat(64))), answer: unauthorized },
  {
    name: 'refuses the beginning of the token',
    pieces: post(good.replace(token, token.slice(0, 63))),
    answer: unauthorized,
  },
  { name: 'refuses a missing token', pieces: post(good.replace(`token=${token}&`, '')), answer: unauthorized },
  { name: 'refuses an empty token', pieces: post(good.replace(token, '')), answer: unauthorized },
  { name: 'refuses the right token beside another', pieces: post(`${good}&token=x`), answer: invalid },
  {
    name: 'refuses the right token beside another whose name is escaped',
    pieces: post(`%74oken=x&${good}`),
    answer: invalid,
  },
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
    name: 'does not find a required field on the prototype',
    pieces: post(`token=${token}&__proto__=text`),
    answer: { status: 400, body: /^field missing: text/ },
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
  {
    name: 'refuses a multipart body',
    pieces: post('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'),
    answer: invalid,
  },
  {
    name: 'refuses a multipart body that never ends, unread',
    pieces: [head(typed(500, 'Multipart/Form-Data; boundary=x')), '--x\r\n'],
    answer: invalid,
    // `wrangler dev` reads what the handler left before it passes the answer on.
    more: { 'wrangler dev': ['x'.repeat(500 - 5)] },
  },
  {
    name: 'reads 64 fields',
    pieces: post(good + many(64 - 8)),
    answer: { status: 200, body: /"1j":""/ },
  },
  {
    name: 'refuses a 65th field',
    pieces: post(good + many(65 - 8)),
    answer: invalid,
  },
  {
    name: 'refuses a wrong token before it counts the fields',
    pieces: post(good.replace(token, 'x') + many(65 - 8)),
    answer: unauthorized,
  },
  {
    name: 'refuses an id that no number holds',
    pieces: post(good.replace('user_id=4', `user_id=${'9'.repeat(400)}`)),
    answer: { status: 400, body: 'field invalid: user_id' },
  },
  { name: 'refuses the token twice', pieces: post(`${good}&token=${token}`), answer: invalid },
  { name: 'refuses the token as an array', pieces: post(good.replace('token=', 'token[]=')), answer: unauthorized },
  { name: 'refuses a NUL behind the token', pieces: post(good.replace(token, `${token}%00`)), answer: unauthorized },
  {
    name: 'refuses a line end behind the token',
    pieces: post(good.replace(token, `${token}%0D%0A`)),
    answer: unauthorized,
  },
  {
    name: 'refuses __proto__, constructor and toString as tokens',
    pieces: post(`${good.replace(`token=${token}`, 'token=__proto__')}&token.constructor=c&token.toString=t`),
    answer: unauthorized,
  },
  {
    name: 'takes an array for a field of that name',
    pieces: post(`${good}&text[]=x&text[0]=y`),
    answer: { status: 200, body: /"text":"Ping","text\[\]":"x","text\[0\]":"y"/ },
  },
  {
    name: 'takes a path to the prototype for a field of that name',
    pieces: post(`${good}&__proto__[admin]=1&constructor.prototype.admin=1`),
    answer: { status: 200, body: /"__proto__\[admin\]":"1","constructor.prototype.admin":"1"/ },
  },
  {
    name: 'keeps line ends in values as characters',
    pieces: post(good.replace('mikael', 'mikael%0D%0ASet-Cookie:+a=b%0D%0A%0D%0A')),
    answer: { status: 200, body: /"name":"mikael\\r\\nSet-Cookie: a=b\\r\\n\\r\\n"/ },
  },
  {
    name: 'keeps bare line ends in values as characters',
    pieces: post(`${good}\r\nHTTP/1.1 200 OK\r\n\r\n`),
    answer: { status: 200, body: /"text":"Ping\\r\\nHTTP\/1.1 200 OK\\r\\n\\r\\n"/ },
  },
  {
    name: 'does not repeat line ends from the name of a field that comes twice',
    pieces: post(`${good}&a%0D%0ASet-Cookie:b=1&a%0D%0ASet-Cookie:b=2`),
    answer: { status: 400, body: 'field invalid' },
  },
  {
    name: 'reads overlong UTF-8 and halves of pairs as U+FFFD',
    pieces: post(`${good}%C0%AE%ED%A0%80`),
    answer: { status: 200, body: /"text":"Ping\uFFFD{2,5}"/ },
  },
  {
    name: 'leaves an escape that the end cut off as it is',
    pieces: post(`${good}%4`),
    answer: { status: 200, body: /"text":"Ping%4"/ },
  },
  {
    name: 'keeps a NUL in a name as a character',
    pieces: post(good.replace('text', 'te%00xt')),
    answer: { status: 400, body: 'field missing: text' },
  },
  {
    name: 'refuses a name of 1 MB',
    pieces: post(`${good}&${'n'.repeat(megabyte)}=v`),
    answer: tooLarge,
    except: { workerd: { ...tooLarge, orHungUp: true } },
  },
  {
    name: 'takes a name of 1 MB where that much is allowed',
    pieces: postLarge(`${good}&${'n'.repeat(megabyte)}=v`),
    answer: { status: 200, body: new RegExp(`"text":"Ping","${'n'.repeat(1000)}+":"v"`) },
  },
  {
    name: 'takes a name of 1 MB of escapes where that much is allowed',
    pieces: postLarge(`${good}&${'%6E'.repeat(megabyte / 3)}=v`),
    answer: { status: 200, body: new RegExp(`"text":"Ping","${'n'.repeat(1000)}+":"v"`) },
  },
  {
    name: 'takes a name of 1 MB of broken escapes where that much is allowed',
    pieces: postLarge(`${good}&${'%zz'.repeat(megabyte / 3)}=v`),
    answer: { status: 200, body: /"text":"Ping","(%zz){1000}/ },
  },
  {
    name: 'does not repeat a name of 1 MB that comes twice',
    pieces: postLarge(`${good}&${'n'.repeat(megabyte)}=v&${'n'.repeat(megabyte)}=v`),
    answer: { status: 400, body: 'field invalid' },
  },
  {
    name: 'refuses a token of 1 MB',
    pieces: postLarge(good.replace(token, token.repeat(megabyte / 64))),
    answer: unauthorized,
  },
  {
    name: 'refuses 100,000 fields where that many bytes are allowed',
    pieces: postLarge(good + many(100_000)),
    answer: invalid,
  },
];
