import { appCode } from './app.ts';
import { appFile, type Project } from './choices.ts';
import { devCode } from './dev.ts';
import { integrations } from './integrations.ts';
import { hosts } from './runtimes.ts';

/** Returns the files of a new program by their names: at most six. */
export function filesOf(project: Project): Readonly<Record<string, string>> {
  const { name, runtime } = project;
  return {
    'package.json': `${JSON.stringify(manifest(project), undefined, 2)}\n`,
    [appFile(runtime)]: appCode(project),
    'dev.mjs': devCode(project),
    ...(runtime === 'workers' ? { 'wrangler.jsonc': wranglerConfig(name) } : {}),
    '.gitignore': 'node_modules/\n.env\n.dev.vars\n.wrangler/\n',
    'README.md': readme(project),
  };
}

function manifest({ name, runtime, packages }: Project): object {
  const { dev, dependencies, devDependencies, engines } = hosts[runtime];
  return {
    name,
    private: true,
    type: 'module',
    ...(Object.keys(engines).length > 0 ? { engines } : {}),
    scripts: { dev, ...(runtime === 'workers' ? { deploy: 'wrangler deploy' } : {}) },
    dependencies: { ...dependencies, synochat: packages.synochat },
    devDependencies: { ...devDependencies, 'synochat-simulator': packages['synochat-simulator'] },
  };
}

function wranglerConfig(name: string): string {
  return `{
  "name": "${name}",
  "main": "app.ts",
  "compatibility_date": "2026-10-20"
}
`;
}

function readme({ name, runtime, kind }: Project): string {
  const { title, variable, typed, where, inChat } = integrations[kind];
  const file = appFile(runtime);
  return `# ${name}

A ${title} for Synology Chat on ${hosts[runtime].title}. You need ${hosts[runtime].needs}.

\`\`\`sh
npm install
npm run dev
\`\`\`

Open <http://127.0.0.1:5050/>, a simulated Chat, and type \`${typed}\` ${where}. The program is \`${file}\`, and restarts after
each change. \`dev.mjs\` starts both. \`PORT\` and \`SYNOCHAT_SIMULATOR_PORT\` choose other ports.

## With a NAS

1. In Chat, *Integration › ${inChat}, with the address of the
   program as the URL. Chat shows a token.
2. ${deployment[runtime](variable)}
`;
}

const served = (start: string) => (variable: string) =>
  `Set \`${variable}\` to the token and \`HOST\` to the address of this machine, and run \`${start}\`.`;

const deployment = {
  node: served('node app.js'),
  bun: served('bun app.ts'),
  deno: served('deno run --allow-env --allow-net app.ts'),
  workers: (variable: string) =>
    `Run \`npm run deploy\`, and store the token with \`npm exec wrangler secret put ${variable}\`.`,
} as const;
