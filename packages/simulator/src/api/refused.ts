import type { MiddlewareHandler } from 'hono';
import { getPath } from 'hono/utils/url';
import type { RecordExchange } from '../record/exchanges.ts';
import type { Env } from './env.ts';

/** Returns the path of a request with runs of slashes merged, as the nginx of a NAS merges them. */
export function mergedPath(req: Request): string {
  return getPath(req).replaceAll(/\/{2,}/g, '/');
}

/** Records a request that does not reach the API, such as a request to a wrong path. A NAS would not say why. */
export function recordRefused(record: RecordExchange): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { method, url, headers } = c.req.raw;
    const exchange = record({ direction: 'received', kind: 'api', method, url, headers: Object.fromEntries(headers) });
    await next();
    const { status } = c.res;
    if (!c.get('isRecorded')) exchange({ status, note: `${status}: ${status === 405 ? headNote : pathNote}` });
  };
}

const headNote = 'HEAD posts nothing: use GET or POST';
const pathNote = 'only GET and POST of /webapi/entry.cgi and /webapi/query.cgi are answered, also below /chat';
