import { use } from './use.mjs';

export default { fetch: async () => globalThis.Response.json(await use()) };
