import { handle } from './disk.ts';

export default { fetch: (req: Request) => handle(req) };
