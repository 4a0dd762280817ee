import { type Env, handle } from './app.ts';
import { closeOnSigterm } from './shutdown.ts';

interface Options {
  readonly hostname: string;
  readonly port: number;
}
// Its types are not installed.
declare const Deno: {
  serve(options: Options, handler: (req: Request) => Response | Promise<Response>): { shutdown(): Promise<void> };
};

const env = process.env as unknown as Env;
const server = Deno.serve({ hostname: '127.0.0.1', port: Number(process.env['PORT']) }, (req) => handle(req, env));
closeOnSigterm(() => server.shutdown());
