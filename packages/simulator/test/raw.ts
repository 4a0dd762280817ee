import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';

interface Vector {
  readonly id: string;
  readonly title: string;
  readonly raw: string;
  readonly certainty: string;
}

const file = new URL('./vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: readonly Vector[] };

/** A sample of the wire, byte for byte. A sample that was seen live (L) beats others of the id. */
export function vector(id: string): Vector {
  const all = vectors.filter((each) => each.id === id);
  const found = all.find(({ certainty }) => certainty.startsWith('L')) ?? all[0];
  if (!found) throw new Error(`There is no vector ${id}.`);
  return found;
}

/** Head and body of an HTTP message. */
export function parts(raw: string) {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.replace(/:.*$/s, '').toLowerCase(), line.replace(/^[^:]*: ?/su, '')]),
  );
  return { start, headers, body: rest.join('\r\n\r\n') };
}

/** Replaces parts of a message and adapts Content-Length. */
export function adapted(raw: string, changes: Readonly<Record<string, string>>): string {
  const changed = Object.entries(changes).reduce((text, [from, to]) => text.replaceAll(from, to), raw);
  return changed.replace(/^Content-Length: \d+/im, `Content-Length: ${Buffer.byteLength(parts(changed).body)}`);
}

/** Writes the bytes to a socket and reads one answer. */
export function exchange(port: number, raw: string): Promise<ReturnType<typeof parts>> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(raw));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (!isWhole(received)) return;
      socket.destroy();
      resolve(parts(received.toString('utf8')));
    });
  });
}

/** Sends a request with only `headers` and Content-Length, and reads the answer. */
export async function request(port: number, target: string, headers: readonly string[], method = 'GET', body = '') {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body];
  const answer = await exchange(port, lines.join('\r\n'));
  return { ...answer, status: Number(answer.start.split(' ')[1]) };
}

/** Resolves with the whole answer after the server has closed the connection, as after an unreadable request. */
export function answerTo(port: number, raw: string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(raw));
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (received += chunk.toString()));
    socket.on('close', () => {
      resolve(received);
    });
  });
}

/** A server that answers every request with the same bytes and stores the received bytes. */
export async function rawServer(answer: string) {
  const requests: string[] = [];
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (!isWhole(received)) return;
      requests.push(received.toString('utf8'));
      socket.end(answer);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}`, requests, close };
}

function isWhole(bytes: Buffer): boolean {
  const { headers } = parts(bytes.toString('utf8'));
  const head = bytes.indexOf('\r\n\r\n');
  return head >= 0 && bytes.length >= head + 4 + Number(headers.get('content-length') ?? 0);
}
