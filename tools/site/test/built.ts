import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../.vitepress/dist/', import.meta.url));
const kinds: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain',
};

/** Every file of the built site, by its path in it. Throws if the site is not built. */
export function listFiles(pattern = '**/*'): string[] {
  const files = globSync(pattern, { cwd: folder });
  if (files.length === 0) throw new Error('The site is not built: run `npm run docs` first');
  return files;
}

export function readFile(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

/** The site on a loopback port, as a host of static files serves it. */
export async function serveSite(): Promise<{ address: string; stop(): void }> {
  const files = new Set(listFiles());
  const server = createServer((req, res) => {
    const path = decodeURIComponent(new URL(req.url ?? '', 'http://site').pathname)
      .replace(/\/$/, '/index.html')
      .slice(1);
    if (!files.has(path)) return res.writeHead(404).end();
    return res.setHeader('Content-Type', kinds[extname(path)] ?? '').end(readFileSync(join(folder, path)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
