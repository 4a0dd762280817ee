// wrangler secret put SYNOCHAT_SLASH_TOKEN_PING && wrangler secret put SYNOCHAT_OUTGOING_TOKEN_PING && wrangler deploy
export { default } from './app.ts';
