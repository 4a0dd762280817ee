import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Running } from '../helpers/process.ts';
import { type Runtime, runtimes, scratchFolder, startServer, startWorkerd } from '../helpers/runtime.ts';

/** The runtimes' own HTTP servers, and the proxy that `wrangler dev` puts before workerd. */
export const servers = [...runtimes, 'wrangler dev'] as const;
export type Server = Runtime | 'wrangler dev';

const folder = new URL('../runtimes/servers/', import.meta.url);
const readyPath = '/hook';

/** Starts the handlers of servers/app.ts. */
export async function startHandlers(server: Server): Promise<Running> {
  if (server === 'wrangler dev') return startServer('workerd', { folder, readyPath });
  if (server !== 'workerd') return startServer(server, { folder, readyPath });
  // The bundle holds the tokens of servers/app.ts.
  const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
  const outfile = join(scratch, 'worker.mjs');
  const entryPoints = [fileURLToPath(new URL('worker.ts', folder))];
  // The root's tsconfig would lead to the sources.
  await build({ entryPoints, outfile, bundle: true, format: 'esm', tsconfigRaw: {} });
  return startWorkerd(pathToFileURL(outfile), readyPath).finally(cleanUp);
}
