// Everything of the package that Node can load, by require.
const { link, sendIncoming } = require('synochat');
const { createFileHost } = require('synochat/files');
const { diskStore } = require('synochat/files-disk');
const { slash } = require('synochat/hono');
const { redisLimiter } = require('synochat/redis');
const { trust } = require('synochat/tls');

const loaded = { sendIncoming, createFileHost, diskStore, slash, redisLimiter, trust };
const names = Object.keys(loaded).filter((name) => typeof loaded[name] === 'function');

// The same module as import gives: instanceof holds across both.
import('synochat').then((imported) => {
  console.log(JSON.stringify([names, imported.link === link, link('https://a.example', 'a')]));
});
