// PING_SLASH_TOKEN=… PING_OUTGOING_TOKEN=… deno serve --allow-env --port 3000 deno.ts
export { default } from './start.ts';
