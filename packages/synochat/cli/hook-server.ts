import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { plain, RequestError, respond } from 'synochat';
import type { Flags } from './arguments.ts';
import { fileNameOf, type Heard, readHeard } from './heard.ts';
import { writeResponse } from './server.ts';

/** A request or connection at the port, and its address. */
export type Arrival = { readonly from: string } & (
  | { readonly kind: 'event'; readonly heard: Heard }
  | { readonly kind: 'refused'; readonly method: string; readonly error: RequestError; readonly bytes: number }
  | { readonly kind: 'tls' }
  /** Bytes that are neither HTTP nor TLS. */
  | { readonly kind: 'noise' }
  /** A connection that ended without a byte. */
  | { readonly kind: 'silent' }
);

interface HookOptions {
  readonly kind?: Flags['kind'];
  readonly token?: string | undefined;
  /** Called before the answer leaves. */
  readonly onArrival: (arrival: Arrival) => void;
}

const maxBytes = 65_536;
/** Milliseconds in which a request has to be there. */
const patience = 10_000;

/** Creates a server for what Chat sends: it reads events and answers them in Chat. */
export function createHookServer({ kind, token, onArrival }: HookOptions): Server {
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const from = addressOf(req.socket);
    const body = new Uint8Array(await readBody(req));
    const { method = 'GET', headers } = req;
    const type = headers['content-type'] ?? '';
    const makeRequest = () =>
      new Request('http://localhost/', {
        method,
        ...(method === 'GET' || method === 'HEAD' ? {} : { headers: { 'content-type': type }, body }),
      });
    let response: Response;
    try {
      const heard = await readHeard(makeRequest, kind, token);
      onArrival({ kind: 'event', from, heard });
      response = respond(replyTo(heard));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      onArrival({ kind: 'refused', from, method, error, bytes: body.length });
      response = error.getResponse();
    }
    await writeResponse(res, response);
  };
  // Bun does not count the bytes of a socket.
  const spoke = new Set<string>();
  const server = createServer({ requestTimeout: patience, headersTimeout: patience }, (req, res) => {
    spoke.add(peerOf(req.socket));
    answer(req, res).catch(() => res.destroy());
  });
  server.on('connection', (socket) => {
    const [peer, from] = [peerOf(socket), addressOf(socket)];
    socket.once('close', () => {
      if (!spoke.delete(peer)) onArrival({ kind: 'silent', from });
    });
  });
  server.on('clientError', (error: Error & { readonly rawPacket?: Buffer }, socket) => {
    const [first] = error.rawPacket ?? [];
    if (first !== undefined) {
      spoke.add(peerOf(socket as Duplex & Peer));
      // The first byte of a TLS handshake.
      onArrival({ kind: first === 0x16 ? 'tls' : 'noise', from: addressOf(socket as Duplex & Peer) });
    }
    socket.destroy();
  });
  return server;
}

/** The address of the other end of a socket. */
interface Peer {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
}

function peerOf({ remoteAddress = '', remotePort = 0 }: Peer): string {
  return `${remoteAddress} ${remotePort}`;
}

/** A server for all addresses shows those of IPv4 as mapped ones. */
function addressOf({ remoteAddress = '' }: Peer): string {
  return remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
}

/** A byte more than may be, where there are more: then it is refused. */
async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let left = maxBytes + 1;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    if (left > 0) chunks.push(chunk.subarray(0, left));
    left = Math.max(0, left - chunk.length);
  }
  return Buffer.concat(chunks);
}

/** Short, whatever was written: a reply over 2000 characters Chat drops. */
function replyTo(heard: Heard): string {
  const { name } = heard.user;
  if (heard.kind === 'press')
    return `synochat heard: ${plain(name)} pressed ${plain(clip(heard.name))} (${plain(clip(heard.value))})`;
  const file = fileNameOf(heard);
  const said = [heard.text, ...(file === undefined ? [] : [`[file ${file}]`])].filter(Boolean).map(clip);
  return `synochat heard ${plain(name)}: ${plain(said.join(' '))}`;
}

function clip(text: string): string {
  const points = Array.from(text);
  return points.length > 200 ? `${points.slice(0, 200).join('')}…` : text;
}
