// Runs all measurements, prints them and writes bench/README.md and bench/charts, in at most ten minutes: npm run bench.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as hostile from './hostile.ts';
import * as http from './http.ts';
import * as inProcess from './inprocess.ts';
import { runtimeVersions } from './programs.ts';
import * as relay from './relay.ts';
import { print, type Section, toMarkdown } from './section.ts';
import * as sending from './sending.ts';
import * as simulator from './simulator.ts';
import * as size from './size.ts';
import * as start from './start.ts';
import { UnsteadyError } from './statistics.ts';
import * as steps from './steps.ts';

const parts: Readonly<Record<string, { measure: () => Section | Promise<Section> }>> = {
  'In process': inProcess,
  'Step by step on workerd': steps,
  'Over HTTP': http,
  'Beside costly bodies': hostile,
  Sending: sending,
  Relay: relay,
  Size: size,
  Start: start,
  Simulator: simulator,
};

const build = await hashBuild();
const sections: Section[] = [];
for (const [title, { measure }] of Object.entries(parts)) {
  const section = await run(measure).catch((error: unknown) => refused(title, error));
  print(section);
  sections.push(section);
}

if ((await hashBuild()) !== build)
  throw new Error('dist was built anew during the run: nothing is written. Run it again.');

const charts = new URL('charts/', import.meta.url);
rmSync(charts, { recursive: true, force: true });
mkdirSync(charts);
for (const { name, svg } of sections.flatMap((section) => section.charts))
  writeFileSync(new URL(`${name}.svg`, charts), svg);
writeFileSync(new URL('README.md', import.meta.url), `${[head(), ...sections.map(toMarkdown)].join('\n\n')}\n`);

async function run(measure: () => Section | Promise<Section>): Promise<Section> {
  return measure();
}

/** The SHA-256 of all files that the measurements load from the packages. */
async function hashBuild(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['synochat', 'simulator', 'relay']) {
    const dist = fileURLToPath(new URL(`../packages/${name}/dist/`, import.meta.url));
    const files = (await readdir(dist, { recursive: true })).filter((path) => path.endsWith('.js')).sort();
    for (const path of files) hash.update(path).update(await readFile(join(dist, path)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** The section of a part whose rounds did not agree: no figures. */
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

The cost of a call from Chat and of a post to Chat, beside code written by hand and beside the packages of other chats.
Every figure is a ratio of things measured in the same run, in turns: a median with the spread of the middle half. Rounds
are added until each median is known to 10 % of it (with a certainty of 95 %; 20 % from five times the first on). If the
rounds do not agree, there are no figures. Two runs of a program can differ by more.

Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}, with ${runtimeVersions()}. The whole page is of one build: ${build}.
Targets missed: ${missed}.

To measure on another machine (Linux; at most ten minutes), which writes this file anew:

\`\`\`sh
npm ci
npm run bench
\`\`\`

\`node bench/inprocess.ts\` and its neighbours measure one part and print it. One of the packages is not on the registry. To
compare with it too:

\`\`\`sh
git clone https://github.com/mcollina/fastify-synology-chat bench/fastify-synology-chat
npm install --omit=dev --prefix bench/fastify-synology-chat
\`\`\``;
}
