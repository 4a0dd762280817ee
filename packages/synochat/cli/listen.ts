import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { networkInterfaces } from 'node:os';
import { plain, RequestError, respond } from 'synochat';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes, UsageError } from './exit.ts';
import { harmless } from './harmless.ts';
import { type Heard, readHeard } from './heard.ts';
import { clock, heardLines } from './heard-lines.ts';
import { closeServer, listenOn, portOf, writeResponse } from './server.ts';
import { createTokenWords } from './token-words.ts';

const maxBytes = 65_536;
/** Milliseconds in which a request has to be there. */
const patience = 10_000;

/** Shows what Chat sends, and answers something that Chat shows; until it is interrupted. */
export async function listen(context: Context): Promise<ExitCode> {
  const { flags, settings, output, signal } = context;
  const token = settings('token');
  if (token?.value.trim() === '')
    throw new UsageError(`The token (from ${token.from}) is empty: is a variable not set?`);
  if (token) output.hide(token.value);
  const server = createServer(
    { requestTimeout: patience, headersTimeout: patience },
    createListener(context, token?.value),
  );
  server.on('clientError', (error: Error & { readonly rawPacket?: Buffer }, socket) => {
    // The first byte of a TLS handshake.
    if (error.rawPacket?.[0] === 0x16)
      output.problem('Chat was told https:// but this program speaks http: change the URL in Chat');
    socket.destroy();
  });
  const port = await listenOn(server, portOf(flags.port ?? '8080'), flags.host);
  for (const line of invitation(settings('base-url')?.value, flags.host, port)) output.note(line);
  await new Promise<void>((resolve) => {
    const end = () => {
      resolve();
    };
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  });
  closeServer(server);
  return exitCodes.done;
}

function createListener({ flags, output }: Context, token: string | undefined) {
  const wordsOf = createTokenWords(token);
  const answer = async (req: IncomingMessage, res: ServerResponse) => {
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
      const heard = await readHeard(makeRequest, flags.kind, token);
      const about = wordsOf(heard.token);
      output.data({ ...heard, token: about });
      for (const line of heardLines(heard, about, output.style)) output.line(line);
      response = respond(replyTo(heard));
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      response = error.getResponse();
      const { code, message } = error;
      output.data({ kind: 'refused', code, message, bytes: body.length });
      output.line(
        `${clock(new Date())}  ${output.style('yellow', code === 'probe' ? 'a probe, answered' : `refused: ${code}`)}  ${harmless(message)}\n`,
      );
    }
    await writeResponse(res, response);
  };
  return (req: IncomingMessage, res: ServerResponse) => {
    answer(req, res).catch(() => res.destroy());
  };
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
  return `synochat heard ${plain(name)}: ${plain(clip(heard.text))}`;
}

function clip(text: string): string {
  const points = Array.from(text);
  return points.length > 200 ? `${points.slice(0, 200).join('')}…` : text;
}

function invitation(baseUrl: string | undefined, host: string | undefined, port: number): string[] {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  const hosts = host === undefined || host === '0.0.0.0' || host === '::' ? own : [host];
  const urls =
    baseUrl === undefined
      ? hosts.map((name) => `http://${name.includes(':') ? `[${name}]` : name}:${port}/`)
      : [baseUrl];
  return [
    `Enter in Chat (Integration) as the address of an outgoing webhook, slash command or bot:`,
    ...(urls.length > 0 ? urls : [`http://127.0.0.1:${port}/`]).map((url) => `  ${url}`),
    'Then write in Chat: what arrives is shown here, and answered. Ctrl+C ends it.',
    '',
  ];
}
