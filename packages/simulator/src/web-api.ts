import { Hono } from 'hono';
import { callEntry, discover, type Fields, type Method } from './entry.ts';
import type { RecordExchange } from './exchanges.ts';
import { ConnectionDropped, drawFault, hangupOf, proxyPage, toPageResponse, truncated } from './faults.ts';
import { noForeignOrigin } from './guard.ts';
import { readParameters } from './parameters.ts';
import { type Outcome, toResponse } from './replies.ts';
import type { Switches } from './switches.ts';
import type { World } from './world.ts';

interface Parts {
  readonly origin: string;
  readonly methods: ReadonlyMap<string, Method>;
  readonly switches: Switches;
  readonly record: RecordExchange;
  readonly world: World;
}

/** What the server that runs this hands over beside the request. */
export interface Env {
  Bindings: { readonly server?: object | undefined };
}

type Ask = (fields: Fields) => Outcome | Promise<Outcome>;

/** The routes below `/webapi`, and the same below `/chat/webapi` as behind an application portal's alias. */
export function createWebApi({ origin, methods, switches, record, world }: Parts) {
  async function late(): Promise<void> {
    if (switches.latency > 0) await world.sleep(switches.latency);
  }

  async function answer(req: Request, server: object | undefined, ask: Ask): Promise<Response> {
    const { method, url } = req;
    const headers = Object.fromEntries(req.headers);
    const parameters = await readParameters(req, switches);
    const exchange = record({ direction: 'received', kind: 'api', method, url, headers, body: parameters?.body });
    if (!parameters) {
      exchange({ status: 413, note: 'the body is too large to be read' });
      return new Response('Request Entity Too Large', { status: 413 });
    }

    const fault = drawFault(switches, world.random);
    if (fault === 'status' || fault === 'html') {
      const page = proxyPage(fault === 'html' ? 200 : switches.faultStatus);
      await late();
      exchange({ ...page, note: 'fault: a proxy answered, Chat did not hear of the call' });
      return toPageResponse(page);
    }

    const outcome = await ask(parameters.fields);
    await late();
    const { note } = outcome;
    if (fault === 'drop') {
      exchange({ note: `fault: the connection was closed without an answer; ${note}` });
      hangupOf(server)?.();
      throw new ConnectionDropped();
    }
    const response = toResponse(outcome);
    const body = 'body' in outcome ? JSON.stringify(outcome.body) : '';
    exchange({
      status: response.status,
      body,
      note: fault ? `fault: only half of the answer was sent; ${note}` : note,
    });
    return fault ? truncated(response, hangupOf(server)) : response;
  }

  const routes = new Hono<Env>();
  routes.use(noForeignOrigin(origin));
  // Hono would take it for a GET, and post.
  routes.use((c, next) => (c.req.method === 'HEAD' ? Promise.resolve(c.body(null, 405)) : next()));
  routes.on(['GET', 'POST'], '/entry.cgi', (c) =>
    answer(c.req.raw, c.env.server, (fields) => callEntry(fields, methods)),
  );
  routes.on(['GET', 'POST'], '/query.cgi', (c) => answer(c.req.raw, c.env.server, discover));
  return routes;
}
