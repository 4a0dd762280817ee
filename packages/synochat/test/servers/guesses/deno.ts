import { handle } from './app.ts';

// Its types are not installed.
interface Info {
  readonly remoteAddr: { readonly hostname: string };
}

export default { fetch: (req: Request, info: Info) => handle(req, info.remoteAddr.hostname) };
