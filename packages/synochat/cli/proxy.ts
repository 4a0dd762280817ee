import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Finding } from './findings.ts';
import { listenOn } from './server.ts';

const variables = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const;
/** Milliseconds that the trial waits for an answer. A proxy on this machine is asked at once. */
const patience = 2000;

const isBun = process.versions['bun'] !== undefined;
const isDeno = process.versions['deno'] !== undefined;

/** The findings about proxy variables, and whether one of them is in force. */
export interface ProxyFound {
  readonly inForce: boolean;
  readonly finding: Finding;
}

/**
 * Finds out whether this runtime sends requests for the address through a proxy; undefined if no variable is set.
 *
 * The runtimes read the variables and NO_PROXY each in its own way. So another process of this runtime tries it, with a
 * proxy of this program in place of each one set. It asks for `/`, without a token.
 */
export async function findProxy(url: URL, env: NodeJS.ProcessEnv): Promise<ProxyFound | undefined> {
  const set = variables.filter((name) => env[name]);
  if (set.length === 0) return undefined;
  const names = set.join(', ');
  const followed = await tryFetch(url.origin, set, env).catch(() => 'unknown' as const);
  if (followed === 'unknown') {
    const text = `${names} is set, and it could not be tried whether it applies (this program may start no other)`;
    return { inForce: false, finding: { check: 'proxy', result: 'unsure', text } };
  }
  if (followed === undefined)
    return { inForce: false, finding: { check: 'proxy', result: 'ok', text: `${names} does not apply to this host` } };
  const reads = url.protocol === 'http:' ? 'It reads the token, as the address is http.' : 'It does not see the token.';
  return {
    inForce: true,
    finding: {
      check: 'proxy',
      result: 'unsure',
      text: `${followed} is in force: what is sent goes through ${placeOf(env[followed] ?? '')}`,
      advice: `${reads} To go directly, add ${exceptionFor(url)} to NO_PROXY.`,
    },
  };
}

/** The variable that is followed; undefined for none. */
async function tryFetch(origin: string, set: readonly (typeof variables)[number][], env: NodeJS.ProcessEnv) {
  let followed: (typeof variables)[number] | undefined;
  let child: ReturnType<typeof spawn> | undefined;
  const stand = await Promise.all(
    set.map(async (name) => {
      const server = createServer((socket) => {
        followed ??= name;
        child?.kill();
        socket.on('error', () => undefined).destroy();
      });
      return { name, server, port: await listenOn(server, 0, '127.0.0.1') };
    }),
  );
  const instead = Object.fromEntries(stand.map(({ name, port }) => [name, `http://127.0.0.1:${port}`]));
  const options = `{ method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(${patience}) }`;
  const program = `fetch(${JSON.stringify(`${origin}/`)}, ${options}).catch(() => undefined)`;
  try {
    const surroundings = { env: { ...env, ...instead }, stdio: 'ignore', timeout: 3 * patience } as const;
    child = spawn(process.execPath, argumentsFor(program), surroundings);
    await once(child, 'close');
    return followed;
  } finally {
    for (const { server } of stand) server.close();
  }
}

function argumentsFor(program: string): string[] {
  if (isDeno) return ['eval', program];
  return isBun ? ['-e', program] : [...process.execArgv, '-e', program];
}

/** Host and port: what else stands there may be a password. */
function placeOf(proxy: string): string {
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(address) ? new URL(address).host : 'it';
}

/** As this runtime reads it: for an IPv6 address Node wants brackets, Deno none. */
function exceptionFor({ hostname }: URL): string {
  return isBun || isDeno ? hostname.replace(/^\[|\]$/g, '') : hostname;
}
