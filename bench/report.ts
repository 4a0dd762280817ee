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
import * as steps from './steps.ts';

const parts: readonly { measure: () => Section | Promise<Section> }[] = [
  ...[inProcess, steps, http, hostile, sending, relay, size, start, simulator],
];

const build = await hashBuild();
const sections: Section[] = [];
for (const { measure } of parts) {
  const section = await measure();
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

function head(): string {
  const [cpu] = cpus();
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  const machine = `${cpu?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, ${gigabytes} GB, Linux ${release()}`;
  const missed = sections.reduce((sum, section) => sum + section.missed.length, 0);
  return `# bench

The cost of a call from Chat and of a post to Chat, beside code written by hand and beside the packages of other chats.
Every figure is a ratio of things measured in the same run, in turns: a median with the spread of the middle half. Rounds
are added until each median is known to 10 % of it (with a certainty of 95 %; 20 % from five times the first on), or the
time is over: the figures whose rounds did not agree are listed. Two runs of a program can differ by more.

Measured on ${new Date().toISOString().slice(0, 10)} on ${machine}, with ${runtimeVersions()}. The whole page is of one build: ${build}.
Targets missed: ${missed}.

To measure on another machine (Linux; at most ten minutes), which writes this file anew:

\`\`\`sh shown slow
npm ci
npm run bench
\`\`\`

\`node bench/inprocess.ts\` and its neighbours measure one part and print it. One of the packages is not on the registry. To
compare with it too:

\`\`\`sh shown elsewhere
git clone https://github.com/mcollina/fastify-synology-chat bench/fastify-synology-chat
npm install --omit=dev --prefix bench/fastify-synology-chat
\`\`\``;
}
