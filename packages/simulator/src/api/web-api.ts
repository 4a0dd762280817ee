import { type Context, Hono } from 'hono';
import type { Server } from '../server.ts';
import { type CallContext, callEntry, discover, type Fields } from './entry.ts';
import type { Env } from './env.ts';
import { ConnectionDropped, drawFault, hangupOf, proxyPage, toPageResponse, truncate } from './faults.ts';
import { noForeignOrigin } from './guard.ts';
import { createMethods } from './methods.ts';
import { type Outcome, outcomeResponse } from './outcome.ts';
import { readParameters } from './parameters.ts';
import { recordRefused } from './refused.ts';

type Ask = (fields: Fields, context: CallContext) => Outcome | Promise<Outcome>;

/**
 * Returns the routes below `/webapi`, which also answer below `/chat/webapi`, as behind an application portal's alias.
 */
export function createWebApi(server: Server) {
  const { origin, switches, world } = server;
  const { record } = server.exchanges;
  const methods = createMethods(server);

  async function delay(): Promise<void> {
    if (switches.latency > 0) await world.sleep(switches.latency);
  }

  async function answer(c: Context<Env>, ask: Ask): Promise<Response> {
    const req = c.req.raw;
    const { method, url } = req;
    c.set('isRecorded', true);
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
      await delay();
      exchange({ ...page, note: 'fault: a proxy answered, Chat did not hear of the call' });
      return toPageResponse(page);
    }

    const hints: string[] = [];
    const outcome = await ask(parameters.fields, { ...parameters, hint: (text) => hints.push(text) });
    await delay();
    const note = [outcome.note, ...hints].join('; ');
    if (fault === 'drop') {
      exchange({ note: `fault: the connection was closed without an answer; ${note}` });
      hangupOf(c.env.server)?.();
      throw new ConnectionDropped();
    }
    const response = outcomeResponse(outcome);
    const body = 'body' in outcome ? JSON.stringify(outcome.body) : '';
    exchange({
      status: response.status,
      body,
      note: fault ? `fault: only half of the answer was sent; ${note}` : note,
    });
    return fault ? truncate(response, hangupOf(c.env.server)) : response;
  }

  const routes = new Hono<Env>();
  routes.use(noForeignOrigin(origin));
  routes.use(recordRefused(record));
  // Hono would handle HEAD as a GET, and post.
  routes.use((c, next) => (c.req.method === 'HEAD' ? Promise.resolve(c.body(null, 405)) : next()));
  routes.on(['GET', 'POST'], '/entry.cgi', (c) => answer(c, (fields, context) => callEntry(fields, context, methods)));
  routes.on(['GET', 'POST'], '/query.cgi', (c) => answer(c, discover));
  return routes;
}
