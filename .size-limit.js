// What an app bundles of each part, minified and gzipped, other packages aside unless it says so: `npm run size` after
// `npm run build`. More is a decision.
const dist = 'packages/synochat/dist';
const others = ['hono', 'undici', 'node:*', 'cloudflare:*', './index.js'];

const part = (name, limit, path = `${dist}/index.js`, names, ignore = ['valibot', ...others]) => ({
  ...{ name, limit, path, ...(names && { import: names }), ignore, gzip: true },
  // The root's tsconfig leads to the sources.
  modifyEsbuildConfig: (config) => ({ ...config, format: 'esm', tsconfigRaw: {} }),
});
const core = (names, limit) => part(names, limit, `${dist}/index.js`, `{ ${names} }`);
const subpath = (name, limit, names) =>
  part(`synochat/${name}${names ? ` ${names}` : ''}`, limit, `${dist}/${name}.js`, names ?? '*');

export default [
  part('the whole core', '17.9 kB', undefined, '*'),
  core('parseOutgoing, respond', '4.3 kB'),
  core('parseSlash, respond', '8.25 kB'),
  part('a slash command, with valibot', '9.4 kB', 'bench/programs/slash.mjs', undefined, others),
  core('parseBot, respond', '4.5 kB'),
  core('sendIncoming', '7.5 kB'),
  core('sendBot', '7.8 kB'),
  core('listUsers, listPosts', '5.5 kB'),
  subpath('files', '2.9 kB', '{ createFileHost }'),
  subpath('files-disk', '1.3 kB'),
  subpath('hono', '930 B'),
  core('sendBotAll', '7.2 kB'),
  subpath('redis', '1.31 kB'),
  subpath('texts', '500 B', '{ de }'),
  subpath('cloudflare', '510 B'),
  subpath('tls/node', '990 B'),
];
