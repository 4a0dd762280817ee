import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Finding } from './findings.ts';
import { isBun, isDeno } from './runtime.ts';
import { listenOn } from './server.ts';

const variables = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const;
/** Milliseconds for the trial. The stand-in for the proxy runs on the same machine. */
const trialTimeout = 2000;

/** The finding about proxy variables. */
export interface ProxyReport {
  /** Whether a proxy receives the requests. */
  readonly inForce: boolean;
  readonly finding: Finding;
}

/**
 * Finds out whether the current runtime sends requests for an address through a proxy. Returns undefined if no proxy
 * variable is set.
 *
 * Each runtime reads the variables and NO_PROXY differently, so a child process of the same runtime requests `/` without a
 * token. A stand-in of `doctor` takes the place of each proxy and sees which variable the child process follows.
 */
export async function findProxy(url: URL, env: NodeJS.ProcessEnv): Promise<ProxyReport | undefined> {
  const set = variables.filter((name) => env[name]);
  if (set.length === 0) return undefined;
  const names = set.join(', ');
  const variable = await tryFetch(url.origin, set, env).catch(() => 'unknown' as const);
  if (variable === 'unknown') {
    const text = `${names} is set, but whether it applies is unknown: this program may start no other`;
    return { inForce: false, finding: { check: 'proxy', result: 'unsure', text } };
  }
  if (variable === undefined)
    return { inForce: false, finding: { check: 'proxy', result: 'ok', text: `${names} does not apply to this host` } };
  const reads = url.protocol === 'http:' ? 'It reads the token, as the address is http.' : 'It does not see the token.';
  return {
    inForce: true,
    finding: {
      check: 'proxy',
      result: 'unsure',
      text: `${variable} is in force: every request goes through ${hostOf(env[variable] ?? '')}`,
      advice: `${reads} To go directly, add ${exceptionFor(url)} to NO_PROXY.`,
    },
  };
}

/** Returns the variable that the runtime follows, or undefined. */
async function tryFetch(origin: string, set: readonly (typeof variables)[number][], env: NodeJS.ProcessEnv) {
  let variable: (typeof variables)[number] | undefined;
  let child: ReturnType<typeof spawn> | undefined;
  const standIns = await Promise.all(
    set.map(async (name) => {
      const server = createServer((socket) => {
        variable ??= name;
        child?.kill();
        socket.on('error', () => undefined).destroy();
      });
      return { name, server, port: await listenOn(server, 0, '127.0.0.1') };
    }),
  );
  const replacements = Object.fromEntries(standIns.map(({ name, port }) => [name, `http://127.0.0.1:${port}`]));
  const options = `{ method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(${trialTimeout}) }`;
  const program = `fetch(${JSON.stringify(`${origin}/`)}, ${options}).catch(() => undefined)`;
  try {
    const surroundings = { env: { ...env, ...replacements }, stdio: 'ignore', timeout: 3 * trialTimeout } as const;
    child = spawn(process.execPath, argumentsFor(program), surroundings);
    await once(child, 'close');
    return variable;
  } finally {
    for (const { server } of standIns) server.close();
  }
}

function argumentsFor(program: string): string[] {
  if (isDeno) return ['eval', program];
  return isBun ? ['-e', program] : [...process.execArgv, '-e', program];
}

/** Returns host and port: the rest of the variable may hold a password. */
function hostOf(proxy: string): string {
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(address) ? new URL(address).host : 'it';
}

/** Returns the entry of NO_PROXY for the current runtime. For an IPv6 address Node needs brackets, Deno forbids brackets. */
function exceptionFor({ hostname }: URL): string {
  return isBun || isDeno ? hostname.replace(/^\[|\]$/g, '') : hostname;
}
