import { lookup as lookUp } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isLinkLocal } from '../shared/link-local.ts';
import { LinkLocalError } from '../shared/outward.ts';
import type { SimulatorFetch } from '../shared/world.ts';

/**
 * Makes one request without following redirects, and connects to no name that leads to a link-local address. The address
 * that was checked is the one connected to, so a name that changes in between gains nothing; the global `fetch` cannot
 * be told how to look a name up.
 */
export const fetchFromNetwork: SimulatorFetch = async (req) => {
  const { method, headers, signal } = req;
  const target = new URL(req.url);
  const bytes = Buffer.from(await req.arrayBuffer());
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(target, {
      method,
      headers: Object.fromEntries(headers),
      lookup: lookupFromNetwork,
      agent: false,
      signal,
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      try {
        resolve(toResponse(answer, method));
      } catch (error) {
        sent.destroy();
        reject(error instanceof Error ? error : new Error('the answer cannot be read'));
      }
    });
    sent.end(bytes.length > 0 ? bytes : undefined);
  });
};

/** Looks a name up, and fails with a `LinkLocalError` if one of its addresses is link-local. */
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
  const isBare = method === 'HEAD' || [204, 205, 304].includes(status);
  if (isBare) answer.resume();
  const body = isBare ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}
