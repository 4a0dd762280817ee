// The variables of node.ts, and: bun bun.ts
import { app } from './start.ts';

// By default Bun may answer an error with a page that shows sources.
export default { fetch: app.fetch, development: false };
