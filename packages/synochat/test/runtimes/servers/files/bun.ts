import { handle } from './disk.ts';

export default { fetch: (req: Request) => handle(req), hostname: '127.0.0.1' };
