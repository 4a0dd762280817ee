// All measurements one after the other, printed and written into bench/README.md and bench/charts: npm run bench.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import * as buckets from './buckets.ts';
import * as connections from './connections.ts';
import * as growth from './growth.ts';
import * as hostile from './hostile.ts';
import * as http from './http.ts';
import * as inProcess from './inprocess.ts';
import { runtimeVersions } from './programs.ts';
import { print, type Section, toMarkdown } from './section.ts';
import * as sending from './sending.ts';
import * as simulator from './simulator.ts';
import * as size from './size.ts';
import * as start from './start.ts';
import { UnsteadyError } from './statistics.ts';

const parts: Readonly<Record<string, { measure: () => Promise<Section> }>> = {
  'In process': inProcess,
  'Over HTTP': http,
  'Beside costly bodies': hostile,
  Sending: sending,
  Connections: connections,
  Growth: growth,
  Buckets: buckets,
  Size: size,
  Start: start,
  Simulator: simulator,
};

const sections: Section[] = [];
for (const [title, { measure }] of Object.entries(parts)) {
  const section = await measure().catch((error: unknown) => refused(title, error));
  print(section);
  sections.push(section);
}

const charts = new URL('charts/', import.meta.url);
rmSync(charts, { recursive: true, force: true });
mkdirSync(charts);
for (const { name, svg } of sections.flatMap((section) => section.charts))
  writeFileSync(new URL(`${name}.svg`, charts), svg);
writeFileSync(new URL('README.md', import.meta.url), `${[head(), ...sections.map(toMarkdown)].join('\n\n')}\n`);

/** A part whose rounds did not agree says that, and no figures. */
function refused(title: string, error: unknown): Section {
  if (!(error instanceof UnsteadyError)) throw error;
  return { title, markdown: `No figures: ${error.message}.`, charts: [], missed: [`${title}: not measured`] };
}

function head(): string {
  const [cpu] = cpus();
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  const machine = `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${gigabytes} GB, Linux ${release()}`;
  const missed = sections.reduce((sum, section) => sum + section.missed.length, 0);
  return `# bench

What it costs to be called by Chat and to call it, beside code written by hand and beside the packages of other chats.
Everything is a ratio of things measured in the same run, in turns, as a median with the spread of the middle half. Rounds
are added until the median of each is known to 10 % of it, or of the first's where it is less (twice that from five times the first on and for
growth; with a certainty of 95 %); what needs more than six times the rounds has no figures. Two runs of a program can differ by more than that.

Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}, with ${runtimeVersions()}. Targets missed: ${missed}.

To measure on another machine (Linux; about half an hour), which writes this file anew:

\`\`\`sh
npm ci
npm run bench
\`\`\`

\`node bench/inprocess.ts\` and its neighbours measure one part and print it; \`redis.ts\`, which wants a redis-server, is not in the report. One of the packages is not on the
registry; to compare with it too:

\`\`\`sh
git clone https://github.com/mcollina/fastify-synology-chat bench/fastify-synology-chat
npm install --omit=dev --prefix bench/fastify-synology-chat
\`\`\``;
}
