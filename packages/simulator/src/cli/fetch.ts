import { lookup as lookUp } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isLinkLocal } from '../shared/link-local.ts';
import { LinkLocalError } from '../shared/outward.ts';
import type { SimulatorFetch } from '../shared/world.ts';

/**
 * Makes a request. Follows no redirect, and connects to no name with a link-local address. The connection goes to the
 * checked address, so a later change of the name has no effect. The global `fetch` has no option for the lookup of names.
 */
export const fetchFromNetwork: SimulatorFetch = async (req) => {
  const { method, headers, signal } = req;
  const target = new URL(req.url);
  const bytes = Buffer.from(await req.arrayBuffer());
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing = request(target, {
      method,
      headers: Object.fromEntries(headers),
      lookup: lookupFromNetwork,
      agent: false,
      signal,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      try {
        resolve(toResponse(answer, method));
      } catch (error) {
        outgoing.destroy();
        reject(error instanceof Error ? error : new Error('the answer is invalid'));
      }
    });
    outgoing.end(bytes.length > 0 ? bytes : undefined);
  });
};

/** Looks up a name. Fails with a `LinkLocalError` if an address of the name is link-local. */
export const lookupFromNetwork: LookupFunction = (name, options, callback) => {
  lookUp(name, { ...options, all: true }, (error, found) => {
    if (error) {
      callback(error, '');
      return;
    }
    const [first] = found;
    const isRefused = !first || found.some(({ address }) => isLinkLocal(address));
    if (isRefused) callback(new LinkLocalError(), '');
    else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

function toResponse(answer: IncomingMessage, method: string): Response {
  const { statusCode: status = 0, headersDistinct } = answer;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value) => [name, value] as [string, string]),
  );
  const hasNoBody = method === 'HEAD' || [204, 205, 304].includes(status);
  if (hasNoBody) answer.resume();
  const body = hasNoBody ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}
