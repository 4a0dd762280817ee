import type { Fence } from './blocks.ts';

/** How each block that is no TypeScript is held true: the test that runs it or reads it, or why none can. */
export interface Held {
  readonly by: string;
  readonly but?: string;
}

const elsewhere = 'it needs an account, the registry or a NAS';
const tarballs: Held = { by: 'packages/synochat/test/pages/tarballs.test.ts' };
const demos: Held = { by: 'packages/synochat/test/pages/snippets/demos.test.ts' };
const saved: Held = { by: 'packages/synochat/test/pages/snippets/subjects.test.ts', but: 'from a server on loopback' };

/** By the lines of the block, without its comments. */
export const commands: Readonly<Record<string, Held>> = {
  'npm install && npm start': { by: 'apps/ping/test/try.browser.ts' },
  'SYNOCHAT_SLASH_TOKEN=… node ping.mjs': { by: 'packages/synochat/test/pages/snippets/readme.test.ts' },
  'npm run build && npm pack -w packages/synochat -w packages/simulator --pack-destination ..': tarballs,
  'npm install ../synochat-0.1.0.tgz ../synochat-simulator-0.1.0.tgz valibot @hono/node-server': tarballs,
  'npm install --global ../synochat-0.1.0.tgz ../synochat-simulator-0.1.0.tgz valibot': tarballs,
  'node_modules/.bin/synochat-simulator --slash ping=http://127.0.0.1:3000/ --write-env .env': tarballs,
  'node --env-file=.env ping.mjs': tarballs,
  'npm install && npm test': { by: '.ci/run' },
  'npm ci': { by: '.ci/run' },
  '/usr/local/bin/node --env-file=/volume1/homes/ada/chat.env /volume1/homes/ada/report.mjs': {
    by: 'packages/synochat/test/pages/snippets/recipes.test.ts',
    but: 'the paths are those of a NAS',
  },
  'npm run bench': { by: 'bench/README.md', but: 'a run takes up to ten minutes and writes that page' },
  'create-synochat my-chat-app --runtime node --kind slash': { by: 'packages/create/test/create.test.ts' },
  'npm install && npm run build && mkdir packed': { by: '.ci/run', but: 'the folder is made by the test below' },
  'npm pack --pack-destination packed -w packages/synochat -w packages/simulator': {
    by: 'packages/create/test/develop.test.ts',
  },
  'node packages/create/dist/index.js ../my-chat-app --tarballs packed': {
    by: 'packages/create/test/develop.test.ts',
    but: 'flags answer the questions',
  },
  'npm start --prefix apps/announce': demos,
  'npm start --prefix apps/approvals': { by: 'apps/approvals/test/start.test.ts' },
  'npm start -w apps/assistant': demos,
  'npm start --prefix apps/outbox-worker': demos,
  'npm start --prefix apps/outbox': {
    by: 'apps/outbox/test/outbox.redis.ts',
    but: 'the same steps, with a Redis of its own',
  },
  "export SYNOCHAT_WEBHOOK='https://nas.example:5001/webapi/entry.cgi?api=…'": {
    by: 'apps/announce/test/scripts.test.ts',
  },
  'synochat-simulator --slash ping=http://127.0.0.1:3000/ --write-env .env.chat': {
    by: 'packages/simulator/test/readme.test.ts',
  },
  'synochat-simulator --host 0.0.0.0 --allow-network': { by: 'packages/simulator/test/readme.test.ts' },
  'synochat-simulator --data state.json --config chat.json': { by: 'packages/simulator/test/readme.test.ts' },
  'HOST=127.0.0.1 PORT=3000 node --env-file=.env node.ts': {
    by: 'apps/ping/test/runtimes.test.ts',
    but: 'its variables come from the test, not from a file',
  },
  'SYNOCHAT_WEBHOOK=\'https://nas.local:5001/webapi/entry.cgi?…\' bun backup-done.ts "3 files, 12 MB"': {
    by: 'packages/synochat/test/pages/snippets/guides.test.ts',
  },
  'deno run --node-modules-dir=manual --allow-net --env-file --allow-env=SYNOCHAT_OUTGOING_TOKEN main.ts': {
    by: 'packages/synochat/test/pages/snippets/guides.test.ts',
    but: 'its variable comes from the test, not from a file',
  },
  'synochat survey --quick': { by: 'packages/synochat/test/cli/survey.test.ts' },
  'synochat doctor': { by: 'packages/synochat/test/cli/doctor.test.ts' },
  'openssl s_client -connect 192.168.1.5:5001 </dev/null | openssl x509 -out nas.pem': saved,
  'openssl x509 -in nas.pem -noout -fingerprint -sha256 -ext subjectAltName': saved,
  'NODE_EXTRA_CA_CERTS=nas.pem node app.ts': { by: 'packages/synochat/test/runtimes/tls.test.ts' },
  'npx wrangler secret put SYNOCHAT_SLASH_TOKEN && npx wrangler deploy': {
    by: 'packages/synochat/test/pages/snippets/guides.test.ts',
    but: `${elsewhere}; the Worker is run without`,
  },
  'git clone https://github.com/mcollina/fastify-synology-chat bench/fastify-synology-chat': {
    by: 'bench/README.md',
    but: elsewhere,
  },
  'npm install --omit=dev --prefix bench/fastify-synology-chat': { by: 'bench/README.md', but: elsewhere },
};

/** A page whose commands one test runs, all of them; with a heading, only those below it. */
export interface Run {
  readonly page: string;
  readonly heading?: string;
}

export const commandLine: readonly Run[] = [
  { page: 'README.md', heading: 'From the command line' },
  { page: 'docs/guides/command-line.md' },
];

/** By the test. */
export const runBy: Readonly<Record<string, readonly Run[]>> = {
  'packages/synochat/test/cli/docs.test.ts': commandLine,
};

export function isPartOf({ page, heading }: Fence, run: Run): boolean {
  return page === run.page && (run.heading === undefined || heading === run.heading);
}

/** By language. */
export const languages: Readonly<Record<string, Held>> = {
  js: {
    by: 'docs/guides/frameworks.md',
    but: 'each was run by hand with the versions that the page names; the frameworks are not installed here',
  },
  json: { by: 'packages/simulator/test/readme.test.ts' },
  jsonc: { by: 'packages/synochat/test/pages/documents.test.ts', but: 'it is only parsed; the apps run theirs' },
  python: { by: 'packages/synochat/src/forerunner.test.ts', but: 'the package of others is not installed here' },
  powershell: {
    by: 'packages/synochat/test/cli/completion.test.ts',
    but: 'there is no PowerShell in a test; the same commands run in a shell',
  },
  ini: { by: 'docs/guides/node.md', but: 'there is no systemd in a test' },
  yaml: {
    by: 'docs/guides/container.md',
    but: 'there is no Docker in a test; the flags are those of packages/simulator/test/network.test.ts',
  },
  nginx: { by: 'docs/guides/node.md', but: 'there is no nginx in a test' },
  cron: { by: 'packages/synochat/test/pages/snippets/recipes.test.ts', but: 'the program is run, by no cron' },
};
