import { Hono } from 'hono';
import { callEntry, discover, type Fields, type Method } from './entry.ts';
import type { RecordExchange } from './exchanges.ts';
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

/** The routes below `/webapi`, and the same below `/chat/webapi` as behind an application portal's alias. */
export function createWebApi({ origin, methods, switches, record, world }: Parts) {
  async function answer(req: Request, ask: (fields: Fields) => Outcome | Promise<Outcome>): Promise<Response> {
    const { method, url } = req;
    const headers = Object.fromEntries(req.headers);
    const parameters = await readParameters(req, switches);
    const exchange = record({ direction: 'received', kind: 'api', method, url, headers, body: parameters?.body });
    if (!parameters) {
      exchange({ status: 413, note: 'the body is too large to be read' });
      return new Response('Request Entity Too Large', { status: 413 });
    }

    const outcome = await ask(parameters.fields);
    if (switches.latency > 0) await world.sleep(switches.latency);
    exchange({ status: 200, body: JSON.stringify(outcome.body), note: outcome.note });
    return toResponse(outcome);
  }

  const routes = new Hono();
  routes.use(noForeignOrigin(origin));
  routes.on(['GET', 'POST'], '/entry.cgi', (c) => answer(c.req.raw, (fields) => callEntry(fields, methods)));
  routes.on(['GET', 'POST'], '/query.cgi', (c) => answer(c.req.raw, discover));
  return routes;
}
