// wrangler secret put PING_SLASH_TOKEN && wrangler secret put PING_OUTGOING_TOKEN && wrangler deploy
export { default } from './app.ts';
