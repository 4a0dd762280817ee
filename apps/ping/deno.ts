// SYNOCHAT_SLASH_TOKEN_PING=… SYNOCHAT_OUTGOING_TOKEN_PING=… deno serve --allow-env --port 3000 deno.ts
export { default } from './start.ts';
