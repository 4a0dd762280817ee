import { handle } from './app.ts';

export default { fetch: (req: Request) => handle(req), hostname: '127.0.0.1' };
