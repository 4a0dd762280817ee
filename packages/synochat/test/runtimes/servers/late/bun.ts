import { type Env, handle } from './app.ts';
import { closeOnSigterm } from './shutdown.ts';

interface Options {
  readonly fetch: (req: Request) => Response | Promise<Response>;
  readonly hostname: string;
  readonly port: number;
}
// Its types are not installed.
declare const Bun: { serve(options: Options): { stop(): Promise<void> } };

const env = process.env as unknown as Env;
const server = Bun.serve({
  fetch: (req) => handle(req, env),
  hostname: '127.0.0.1',
  port: Number(process.env['PORT']),
});
closeOnSigterm(() => server.stop());
