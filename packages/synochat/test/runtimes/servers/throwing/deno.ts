import { handle } from './app.ts';

export default { fetch: (req: Request) => handle(req) };
