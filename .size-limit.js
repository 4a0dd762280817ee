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
  part('the whole core', '22.65 kB', undefined, '*'),
  core('parseOutgoing, respond', '5.3 kB'),
  core('parseSlash, respond', '9.9 kB'),
  part('a slash command, with valibot', '11.6 kB', 'bench/programs/slash.mjs', undefined, others),
  core('parseBot, respond', '5.25 kB'),
  core('sendIncoming', '8.55 kB'),
  core('sendBot', '8.75 kB'),
  core('listUsers, listPosts', '6.3 kB'),
  subpath('files', '2.85 kB', '{ createFileHost }'),
  subpath('files-disk', '1.25 kB'),
  subpath('hono', '930 B'),
  core('sendBotAll', '8.9 kB'),
  subpath('redis', '1.35 kB'),
  subpath('texts', '310 B', '{ de }'),
  subpath('cloudflare', '510 B'),
  subpath('tls/node', '1.8 kB'),
];
