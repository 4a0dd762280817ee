// SYNOCHAT_SLASH_TOKEN_PING=… SYNOCHAT_OUTGOING_TOKEN_PING=… bun bun.ts    (port: PORT, or 3000)
import app from './start.ts';

// By default Bun may answer an error with a page that shows sources.
export default { fetch: app.fetch, development: false };
