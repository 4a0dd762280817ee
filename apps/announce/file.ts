// SYNOCHAT_WEBHOOK=… bun file.ts report.pdf The report of today
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { createFileHost } from 'synochat/files';
import { addressTowards } from './address.ts';
import { runScript, WrongUse } from './script.ts';

// Its types are not installed.
declare const Bun: {
  file(path: string): Blob & { exists(): Promise<boolean> };
  serve(options: {
    hostname: string;
    port: number;
    development: boolean;
    fetch: (req: Request) => Promise<Response>;
    error: (error: unknown) => Response;
  }): { port: number; stop(): Promise<void> };
};

await runScript(async (post, webhook) => {
  const [path = '', ...words] = process.argv.slice(2);
  if (path === '') throw new WrongUse('Usage: bun file.ts <file> [words of a message]');
  const file = Bun.file(path);
  if (!(await file.exists())) throw new WrongUse(`There is no file ${path}`);
  const { hostname, port, baseUrl } = await addressTowards(webhook, process.env['FILES_URL']);
  let handler: (req: Request) => Promise<Response> = () => Promise.resolve(new Response(null, { status: 503 }));
  // For as long as it takes: Chat answers when it has the file.
  const server = Bun.serve({
    ...{ hostname, port, fetch: (req) => handler(req) },
    // By default Bun may answer an error with a page that shows sources.
    development: false,
    error(error) {
      console.error(String(error));
      return new Response('internal error', { status: 500 });
    },
  });
  try {
    const files = createFileHost({ baseUrl: baseUrl(server.port), secret: randomBytes(32).toString('base64url') });
    handler = files.handler;
    await post({ text: words.join(' '), fileUrl: await files.share(file, { name: basename(path) }) });
  } finally {
    await server.stop();
  }
});
