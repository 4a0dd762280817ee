import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { plain, RequestError, respond } from 'synochat';
import { fileNameOf, type HookEvent, readEvent } from './event.ts';
import type { Flags } from './flags.ts';
import type { RawRequest } from './record/capture.ts';
import { writeResponse } from './server.ts';

/** A request or connection, with the address of the sender. */
export type Arrival = { readonly from: string } & (
  | { readonly kind: 'event'; readonly event: HookEvent; readonly request: RawRequest }
  | {
      readonly kind: 'refused';
      readonly method: string;
      readonly error: RequestError;
      readonly bytes: number;
      readonly request: RawRequest;
    }
  | { readonly kind: 'tls' }
  /** Bytes of neither HTTP nor TLS. */
  | { readonly kind: 'noise' }
  /** A connection without a byte. */
  | { readonly kind: 'silent' }
);

interface HookOptions {
  readonly kind?: Flags['kind'];
  readonly token?: string | undefined;
  /** Called before the answer leaves. */
  readonly onArrival: (arrival: Arrival) => void;
}

const maxBodyBytes = 65_536;
/** Milliseconds until a request must be complete. */
const requestTimeout = 10_000;

/** Creates a server which reads the events of Chat and answers each event in Chat. */
export function createHookServer({ kind, token, onArrival }: HookOptions): Server {
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const from = addressOf(req.socket);
    const body = new Uint8Array(await readBody(req));
    const { method = 'GET', headers } = req;
    const request = rawRequest(req, body);
    const type = headers['content-type'] ?? '';
    const createRequest = () =>
      new Request('http://localhost/', {
        method,
        ...(method === 'GET' || method === 'HEAD' ? {} : { headers: { 'content-type': type }, body }),
      });
    let response: Response;
    try {
      const event = await readEvent(createRequest, kind, token);
      onArrival({ kind: 'event', from, event, request });
      response = respond(replyTo(event));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      onArrival({ kind: 'refused', from, method, error, bytes: body.length, request });
      response = error.getResponse();
    }
    await writeResponse(res, response);
  };
  // Bun does not count the bytes of a socket.
  const activePeers = new Set<string>();
  // An import would load HTTP for every command, which takes half of the start.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer({ requestTimeout, headersTimeout: requestTimeout }, (req, res) => {
    activePeers.add(peerOf(req.socket));
    answer(req, res).catch(() => res.destroy());
  });
  server.on('connection', (socket) => {
    const [peer, from] = [peerOf(socket), addressOf(socket)];
    socket.once('close', () => {
      if (!activePeers.delete(peer)) onArrival({ kind: 'silent', from });
    });
  });
  server.on('clientError', (error: Error & { readonly rawPacket?: Buffer }, socket) => {
    const [first] = error.rawPacket ?? [];
    if (first !== undefined) {
      activePeers.add(peerOf(socket as Duplex & Peer));
      // The first byte of a TLS handshake.
      onArrival({ kind: first === 0x16 ? 'tls' : 'noise', from: addressOf(socket as Duplex & Peer) });
    }
    socket.destroy();
  });
  return server;
}

/** Returns a request with the headers in order and as spelled. */
export function rawRequest({ method = 'GET', url = '/', rawHeaders }: IncomingMessage, body: Uint8Array): RawRequest {
  const names = rawHeaders.filter((_, at) => at % 2 === 0);
  return { method, target: url, headers: names.map((name, at) => [name, rawHeaders[2 * at + 1] ?? '']), body };
}

/** The other end of a socket. */
interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

function peerOf({ remoteAddress = '', remotePort = 0 }: Peer): string {
  return `${remoteAddress} ${remotePort}`;
}

/** Returns the address of a peer. A server for all addresses shows IPv4 addresses as mapped IPv6 addresses. */
function addressOf({ remoteAddress = '' }: Peer): string {
  return remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
}

/** Reads the body up to a byte over the limit. The library then refuses the body. */
async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let remaining = maxBodyBytes + 1;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    if (remaining > 0) chunks.push(chunk.subarray(0, remaining));
    remaining = Math.max(0, remaining - chunk.length);
  }
  return Buffer.concat(chunks);
}

/** Returns a short reply to any event: Chat drops a reply over 2000 characters. */
function replyTo(event: HookEvent): string {
  const { name } = event.user;
  if (event.kind === 'press')
    return `synochat heard: ${plain(name)} pressed ${plain(clip(event.name))} (${plain(clip(event.value))})`;
  const file = fileNameOf(event);
  const parts = [event.text, ...(file === undefined ? [] : [`[file ${file}]`])].filter(Boolean).map(clip);
  return `synochat heard ${plain(name)}: ${plain(parts.join(' '))}`;
}

function clip(text: string): string {
  const points = Array.from(text);
  return points.length > 200 ? `${points.slice(0, 200).join('')}…` : text;
}
