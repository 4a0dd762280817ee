// The bytes that an app bundles of each part, minified and gzipped: `npm run size` after `npm run build`. Other packages count only
// where a part names them. A higher limit is a decision.
import { builtinModules } from 'node:module';

const dist = '../packages/synochat/dist';
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
  part('the whole core', '23.73 kB', undefined, '*'),
  core('parseOutgoing, respond', '5.78 kB'),
  core('parseSlash, respond', '10.27 kB'),
  part('a slash command, with valibot', '12.06 kB', '../bench/programs/slash.mjs', undefined, others),
  core('parseBot, respond', '5.79 kB'),
  core('sendIncoming', '9.21 kB'),
  core('sendBot', '9.36 kB'),
  core('listUsers, listPosts', '6.79 kB'),
  subpath('files', '3 kB', '{ createFileHost }'),
  subpath('files-disk', '1.25 kB'),
  subpath('hono', '930 B'),
  core('sendBotAll', '9.5 kB'),
  subpath('outbox', '6.54 kB'),
  subpath('outbox-bullmq', '1.85 kB'),
  subpath('outbox-durable', '1.58 kB'),
  subpath('outbox-sqlite', '3.1 kB'),
  subpath('redis', '1.8 kB'),
  subpath('texts', '310 B', '{ de }'),
  subpath('cloudflare', '600 B'),
  subpath('relay', '11.18 kB'),
  subpath('relay', '7.61 kB', '{ parseNotification, slack }'),
  subpath('relay', '7.61 kB', '{ parseNotification, mattermost }'),
  subpath('relay', '7.09 kB', '{ parseNotification, discord }'),
  subpath('relay', '7.19 kB', '{ parseNotification, ntfy }'),
  subpath('relay', '6.16 kB', '{ parseNotification, gotify }'),
  subpath('relay', '6.77 kB', '{ parseNotification, apprise }'),
  subpath('relay', '4.82 kB', '{ parseNotification, generic }'),
  subpath('relay', '2.72 kB', '{ toChatMarkup }'),
  subpath('tls/node', '1.85 kB'),
  // With the library and the SDK's shared helpers, without the peers.
  part('chat-adapter-synology', '24.48 kB', '../packages/chat-adapter/dist/index.js', '*', [
    'chat',
    'valibot',
    ...builtinModules,
  ]),
];
