// Bytes of what an app would bundle, minified and gzipped, valibot aside, and the core that synochat/hono builds on: npm run size (after npm run build).
import { bundle } from '../packages/synochat/test/bundle.ts';

const imports = {
  'the whole core': "export * from 'synochat'",
  'parseOutgoing, respond': "export { parseOutgoing, respond } from 'synochat'",
  'parseSlash, respond': "export { parseSlash, respond } from 'synochat'",
  'parseBot, respond': "export { parseBot, respond } from 'synochat'",
  sendIncoming: "export { sendIncoming } from 'synochat'",
  sendBot: "export { sendBot } from 'synochat'",
  'listUsers, listPosts': "export { listUsers, listPosts } from 'synochat'",
  'synochat/files': "export * from 'synochat/files'",
  createFileHost: "export { createFileHost } from 'synochat/files'",
  'synochat/files-disk': "export * from 'synochat/files-disk'",
  'synochat/hono': "export * from 'synochat/hono'",
  'synochat/cloudflare': "export * from 'synochat/cloudflare'",
  'synochat/redis': "export * from 'synochat/redis'",
  'synochat/tls': "export * from 'synochat/tls'",
};

for (const [name, code] of Object.entries(imports)) {
  const { bytes, gzipped } = await bundle(code);
  console.log(`${name.padEnd(24)} ${String(bytes).padStart(6)} B   ${String(gzipped).padStart(5)} B gzipped`);
}
