/// <reference lib="esnext.disposable" />
/**
 * The simulator as a server on a port, on Node and on runtimes with its `node:http`.
 *
 * @module synochat-simulator/node
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { checkCertificate } from './cli/certificate.ts';
import { fetchFromNetwork } from './cli/fetch.ts';
import { hostToPrint, isLoopback, lookUpHost } from './cli/host.ts';
import type { SimulatorOptions } from './options.ts';
import { whyPortRefused } from './shared/refused-ports.ts';
import { createSimulator, type Simulator } from './simulator.ts';

/** The options of `startSimulator`: the options of `createSimulator`, and the address to listen on. */
export interface SimulatorServerOptions extends SimulatorOptions {
  /** From 0 to 65535. Default: 0, which takes any free port. */
  port?: number | undefined;
  /** A name or an address of the local machine. Default: `127.0.0.1`. */
  host?: string | undefined;
  /**
   * Allows a `host` that other machines can reach. Page and API then ask for a key: `allowNetwork.key`, the option
   * `key`, or a new key. Default: `false`.
   */
  allowNetwork?: boolean | { key: string } | undefined;
  /** A certificate and the private key, both as PEM text, to serve https. Default: http. */
  certificate?: { cert: string; key: string } | undefined;
}

/** A simulator with a port. */
export interface SimulatorServer extends Simulator {
  /**
   * The address of the server, such as `http://127.0.0.1:5050`. Addresses of webhooks begin with `url` unless `origin`
   * is set.
   */
  readonly url: string;
  /** The key that page and API ask for. Undefined if no key is needed. */
  readonly key: string | undefined;
  /** Stops listening and ends open connections. Resolves when the port is free. Needs no `this`. */
  readonly close: () => Promise<void>;
  /** Calls `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** The most connections at a time. A page uses one or two. */
const maxConnections = 500;

/**
 * Starts a Synology Chat server on a local port. With a key, hooks and files are requested from no link-local address.
 * Rejects with a `TypeError` for an invalid option and for a `host` beyond the local machine without `allowNetwork`,
 * and with an `Error` naming the port if the port is in use or not allowed.
 *
 * @example
 * ```ts
 * const nas = await startSimulator({ rateInterval: 0 });
 * const { url } = nas.addIncoming({ channel: 'general' });
 * await fetch(url, { method: 'POST', body: new URLSearchParams({ payload: '{"text":"Hello"}' }) });
 * await nas.close();
 * ```
 */
export async function startSimulator(options: SimulatorServerOptions = {}): Promise<SimulatorServer> {
  const { port = 0, host = '127.0.0.1', allowNetwork = false, certificate, ...rest } = options;
  const address = await lookUpHost(host);
  if (!allowNetwork && !isLoopback(address))
    throw new TypeError(
      `host: ${host} opens the page, with every token and chat, to the network. Pass allowNetwork to protect the page by a key.`,
    );
  const key = keyOf(options);
  // Addresses of webhooks contain the port, so the server listens before the simulator exists.
  let answer: Simulator['fetch'] = () => Promise.resolve(new Response('Starting', { status: 503 }));
  const secure = certificate && { createServer, serverOptions: checkedCertificate(certificate) };
  const server = createAdaptorServer({
    fetch: (req, env) => answer(req, env),
    overrideGlobalObjects: false,
    ...secure,
  });
  server.maxConnections = maxConnections;
  const bound = await listen(server, checkedPort(port), address, host);
  const close = closeOnce(server);
  const url = `${certificate ? 'https' : 'http'}://${hostToPrint(host, address)}:${bound}`;
  const { origin = url, fetch = key === undefined ? undefined : fetchFromNetwork } = rest;
  try {
    const simulator = createSimulator({ checkCertificate, ...rest, origin, key, fetch });
    answer = simulator.fetch;
    return { ...simulator, url, key, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

function keyOf({ key, allowNetwork }: SimulatorServerOptions): string | undefined {
  if (!allowNetwork) return key;
  const ofNetwork = allowNetwork === true ? undefined : allowNetwork.key;
  if (key !== undefined && ofNetwork !== undefined)
    throw new TypeError('key: Pass the key as `key` or in `allowNetwork`, not as both.');
  return key ?? ofNetwork ?? randomBytes(24).toString('base64url');
}

function checkedPort(port: number): number {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError('port: Pass a whole number from 0 to 65535; 0 takes any free port.');
  const why = whyPortRefused(port);
  if (why !== undefined) throw new TypeError(`port: ${why}`);
  return port;
}

function checkedCertificate({ cert, key }: { cert: string; key: string }) {
  try {
    // Node accepts a context without a certificate: no client could connect.
    if (!cert || !key) throw new Error('one of the two is missing');
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unreadable';
    throw new TypeError(`certificate: Pass a certificate and the matching private key as PEM: ${why}.`, {
      cause: error,
    });
  }
}

function listen(server: ServerType, port: number, address: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isUsed = error.code === 'EADDRINUSE';
      const why = isUsed ? 'is in use: choose another port' : `cannot be opened: ${error.message}`;
      reject(new Error(`Port ${port} of ${host} ${why}.`, { cause: error }));
    });
    server.listen(port, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });
}

function closeOnce(server: ServerType): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closed ??= new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
    return closed;
  };
}
