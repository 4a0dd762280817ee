import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the stub. */
export interface Asked {
  readonly authorization: string | undefined;
  readonly path: string | undefined;
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly { role: string; content: string }[];
}

export type Answer = (res: ServerResponse, asked: Asked) => void | Promise<void>;

/** A stub of a model's server on loopback, whose `answer` a test may replace. */
export async function startModel() {
  const stub = { answer: says('Hello') as Answer, asked: [] as Asked[], open: 0 };
  const server = createServer((req, res) => {
    stub.open++;
    res.on('close', () => stub.open--);
    void readAll(req).then((body) => {
      const asked = { ...(JSON.parse(body) as Asked), authorization: req.headers.authorization, path: req.url };
      stub.asked.push(asked);
      return stub.answer(res, asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(stub, { baseUrl, stop });
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function begin(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' });
}

export function piece(text: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`;
}

/** Streams the text in pieces of some characters. */
export function says(text: string, ms = 0, size = 40) {
  return async (res: ServerResponse): Promise<void> => {
    begin(res);
    res.write(`: a comment\n\ndata: {"choices":[{"delta":{"role":"assistant","content":""}}]}\n\n`);
    for (let at = 0; at < text.length; at += size) {
      res.write(piece(text.slice(at, at + size)));
      if (ms > 0) await pause(ms);
    }
    res.end(
      'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: {"choices":[],"usage":{}}\n\ndata: [DONE]\n\n',
    );
  };
}

export function refuses(status: number, body: string, headers: Record<string, string> = {}) {
  return (res: ServerResponse): void => {
    res.writeHead(status, headers).end(body);
  };
}

async function readAll(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req.setEncoding('utf8')) body += String(chunk);
  return body;
}
