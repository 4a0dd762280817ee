// PING_SLASH_TOKEN=… PING_OUTGOING_TOKEN=… bun bun.ts    (port: PORT, or 3000)
export { default } from './app.ts';
