import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { rawRequest } from '../hook-server.ts';
import type { Ear, Heard, Said } from './survey-world.ts';

const largestBody = 262_144;
/** Milliseconds for which an announced file keeps its connection open. */
const announcedTime = 300;

/** The real ears of a survey. */
export interface SurveyServer {
  readonly server: Server;
  readonly listen: (ear: Ear) => void;
}

/** Creates a server that passes every request to an ear. */
export function createSurveyServer(now: () => number): SurveyServer {
  let ear: Ear = () => ({ status: 404 });
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
    const at = now();
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
    }
    const request = rawRequest(req, new Uint8Array(Buffer.concat(chunks)));
    const closed = new Promise<void>((resolve) => {
      res.once('close', () => {
        if (!res.writableFinished) resolve();
      });
    });
    const { pathname: path } = new URL(request.target, 'http://survey.example');
    const heard: Heard = { ...request, path, at, closed };
    say(res, await ear(heard));
  };
  // An import would load HTTP for every command, which takes half of the start.
  const { createServer } = process.getBuiltinModule('node:http');
  const server = createServer((req, res) => {
    answer(req, res).catch(() => res.destroy());
  });
  // A held request is longer than the limits of Node.
  server.requestTimeout = 0;
  return {
    server,
    listen(each) {
      ear = each;
    },
  };
}

function say(res: ServerResponse, { status, body = '', type = 'application/json', announced }: Said): void {
  if (announced === undefined) {
    res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
    return;
  }
  res.writeHead(status, { 'Content-Type': 'application/octet-stream', 'Content-Length': announced }).flushHeaders();
  if (announced === 0) res.end();
  // A server that decides by the length has closed the connection by then.
  else setTimeout(() => res.destroy(), announcedTime).unref();
}
