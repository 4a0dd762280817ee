import type { Runtime } from './choices.ts';

/** The parts of the files that depend on the runtime. */
interface Host {
  readonly title: string;
  /** The program that runs `dev.mjs`. */
  readonly dev: string;
  /** Returns the arguments after the runtime's own program that run the app and restart the app after a change. */
  readonly watch: (variable: string) => string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** The member `engines` of `package.json`. */
  readonly engines: Readonly<Record<string, string>>;
  /** The requirement in words. */
  readonly needs: string;
}

const valibot = { valibot: '^1.5.0' };

export const hosts: Readonly<Record<Runtime, Host>> = {
  node: {
    title: 'Node',
    dev: 'node dev.mjs',
    watch: () => "['--watch', 'app.js']",
    dependencies: { '@hono/node-server': '^2.1.8', ...valibot },
    devDependencies: {},
    engines: { node: '>=20.19.0' },
    needs: 'Node 20.19 or newer',
  },
  bun: {
    title: 'Bun',
    dev: 'bun dev.mjs',
    watch: () => "['--watch', '--no-clear-screen', 'app.ts']",
    dependencies: valibot,
    devDependencies: {},
    engines: {},
    needs: 'Bun',
  },
  deno: {
    title: 'Deno',
    dev: 'deno run --allow-all dev.mjs',
    watch: () => "['run', '--watch', '--no-clear-screen', '--allow-env', '--allow-net', 'app.ts']",
    dependencies: valibot,
    devDependencies: {},
    engines: {},
    needs: 'Deno 2',
  },
  workers: {
    title: 'Cloudflare Workers',
    dev: 'node dev.mjs',
    watch: (variable) =>
      `['node_modules/wrangler/bin/wrangler.js', 'dev', '--ip', '127.0.0.1', '--port', PORT, '--var', \`${variable}:\${token}\`]`,
    dependencies: valibot,
    devDependencies: { wrangler: '^4.155.0' },
    engines: { node: '>=22.0.0' },
    needs: 'Node 22 or newer, which wrangler needs',
  },
};
