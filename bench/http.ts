// The cost of a request over HTTP on loopback, on each runtime's server: node bench/http.ts (after npm run build and npm ci --prefix bench).
import type { Running } from '../packages/synochat/test/helpers/process.ts';
import { barChart } from './chart.ts';
import { runOn } from './cores.ts';
import { cpuClock, residentMemory } from './cpu.ts';
import { outgoing } from './inbound/requests.ts';
import { served } from './inbound/served.ts';
import { type Load, load } from './load.ts';
import { fastify, hasFastifyPlugin, type Runtime, runtimes, startFastify, startServer } from './programs.ts';
import { print, type Section, uncertain } from './section.ts';
import { doubtOf, median, spread, steadily } from './statistics.ts';
import { table } from './table.ts';
import { inTurns, ratios } from './turns.ts';

const rounds = 20;
/** Milliseconds in which rounds are added for a runtime. */
const budget = 10_000;
const options = { connections: 16, requests: 1500, expected: 'Pong, mikael' };

/** One server under one round of load; `cpu` is in microseconds a request. */
type Round = Load & { readonly cpu: number };

interface Server {
  readonly name: string;
  readonly rounds: readonly Round[];
  /** Megabytes after the load. */
  readonly memory: number;
}

export async function measure(): Promise<Section> {
  const found = new Map<Runtime, Server[]>();
  const doubts: string[] = [];
  for (const runtime of runtimes) {
    const measured = await measureServers(runtime);
    found.set(runtime, measured.servers);
    doubts.push(...measured.doubts);
  }
  const rows = [...found].flatMap(([runtime, servers]) => servers.map((server) => row(runtime, server, servers)));
  return {
    title: 'Over HTTP',
    markdown: [
      `The client posts an outgoing webhook over ${options.connections} open connections, in at least ${rounds} rounds of ${options.requests} requests.`,
      'Every server runs in its own process: @hono/node-server, Bun.serve, `deno serve`, workerd. The server has one processor, and',
      'the client another. A server that is slower than the client also wakes the client for each answer: CPU times differ by more',
      'than the work of the handlers, which the section before shows. The brackets show the middle half of the rounds, as multiples of the',
      'handler by hand in the same round. The rows after the first do one thing more than the first, or all three.',
      '',
      table(['', '', 'requests/s', 'p99', 'CPU/request', 'memory after'], rows),
      ...uncertain(doubts).map((notes) => `\n${notes}`),
      ...(hasFastifyPlugin ? [] : ['', withoutFastify]),
    ].join('\n'),
    charts: [
      chart('Requests per second beside the handler by hand', 'rate', found),
      chart('CPU time per request beside the handler by hand', 'cpu', found),
    ],
    missed: [...found].flatMap(([runtime, servers]) => missed(runtime, servers)),
  };
}

const withoutFastify =
  'fastify-synology-chat is left out: it is not on the npm registry, and no checkout of it lies in `bench/fastify-synology-chat`.';

/** All servers of a runtime run, and each rests while another is asked. */
async function measureServers(runtime: Runtime): Promise<{ servers: Server[]; doubts: readonly string[] }> {
  const running = new Map<string, Running>();
  try {
    for (const name of served) running.set(name, await startServer(runtime, name));
    if (runtime === 'Node' && hasFastifyPlugin) running.set(fastify, await startFastify());
    for (const { pid } of running.values()) runOn(pid, 0);
    runOn(process.pid, 1);
    const once = async ({ pid, port }: Running): Promise<Round> => {
      const clock = cpuClock(pid);
      const measured = await load(port, outgoing, options);
      return { ...measured, cpu: (clock() * 1000) / options.requests };
    };
    const found = new Map<Running, Round[]>();
    const measured = () =>
      [...running].map(([name, server]) => ({
        name,
        rounds: found.get(server) ?? [],
        memory: residentMemory(server.pid),
      }));
    const doubts = await steadily(async () => {
      await inTurns([...running.values()], once, { rounds, warmups: 5 }, found);
      const servers = measured();
      const ratiosOf = (server: Server) =>
        (['rate', 'cpu'] as const).map((measure) =>
          doubtOf(`${runtime}, ${server.name}, ${measure}`, beside(measure, server, servers)),
        );
      return servers.flatMap(ratiosOf).filter((doubt) => doubt !== undefined);
    }, budget);
    return { servers: measured(), doubts };
  } finally {
    runOn(process.pid);
    for (const server of running.values()) await server.stop();
  }
}

/** Round by round as multiples of the first server's. */
function beside(measure: keyof Round, server: Server, servers: readonly Server[]): number[] {
  const values = (of: Server | undefined) => of?.rounds.map((round) => round[measure]) ?? [];
  return ratios(values(server), values(servers[0]));
}

function row(runtime: Runtime, server: Server, servers: readonly Server[]): string[] {
  const cell = (measure: keyof Round, digits: number, unit: string) => {
    const { low, median: middle, high } = spread(beside(measure, server, servers));
    const value = median(server.rounds.map((round) => round[measure])).toFixed(digits);
    return `${value}${unit} ×${middle.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
  };
  const isFirst = server === servers[0];
  const memory = `${server.memory.toFixed(0)} MB ×${(server.memory / (servers[0]?.memory ?? Number.NaN)).toFixed(2)}`;
  return [runtime, server.name, cell('rate', 0, ''), cell('p99', 2, ' ms'), cell('cpu', 1, ' µs'), memory].map(
    (text) => (isFirst ? text.replace(/ ×.*/, '') : text),
  );
}

function chart(
  title: string,
  measure: keyof Round,
  found: ReadonlyMap<Runtime, readonly Server[]>,
): Section['charts'][number] {
  const groups = [...found].map(([name, servers]) => ({
    name,
    bars: servers.map((server) => ({ name: server.name, value: median(beside(measure, server, servers)) })),
  }));
  return { name: `http-${measure}`, svg: barChart(title, groups) };
}

function missed(runtime: Runtime, servers: readonly Server[]): string[] {
  const rate = (wanted: string) => {
    const server = servers.find(({ name }) => name === wanted);
    return server ? median(beside('rate', server, servers)) : 0;
  };
  const ours = rate('synochat');
  const limit = rate('by hand, all three');
  const where = `Over HTTP on ${runtime}: ×${ours.toFixed(2)} of the requests per second`;
  const parseBody = rate('Hono, parseBody');
  return [
    ...(ours < 0.9
      ? [
          `${where} of the handler by hand, the target is 0.9; that by hand which does all three is at ×${limit.toFixed(2)}`,
        ]
      : []),
    ...(runtime === 'Node' && ours < 2.5 * parseBody
      ? [`${where}, ×${(ours / parseBody).toFixed(2)} of Hono's parseBody, the target is 2.5`]
      : []),
    ...(ours < rate(fastify) ? [`${where}, fastify-synology-chat ×${rate(fastify).toFixed(2)}`] : []),
  ];
}

if (import.meta.main) print(await measure());
