import { handle } from './app.ts';

// Its types are not installed.
interface Server {
  requestIP(req: Request): { readonly address: string } | null;
}

export default {
  fetch: (req: Request, server: Server) => handle(req, server.requestIP(req)?.address),
  hostname: '127.0.0.1',
};
