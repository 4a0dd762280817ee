import { readFileSync } from 'node:fs';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** What the core exports. */
const core = new Set(read('packages/synochat/src/index.ts').match(/\b\w+\b/g));

/** Of these, every function that they export. */
const entries = /packages\/synochat\/src\/(hono|redis|cloudflare|files|files-disk|files\/host)\.ts$/;
const simulator = /packages\/simulator\/src\/(simulator|room\/token|page\/view)\.ts$/;

/**
 * Lets the witness of `packages/synochat/src/testing/witness.ts` see what goes into and comes out of every function that
 * the packages export, and every error of theirs that is made, as an instrument for coverage sees every line.
 */
export const witnessed = {
  name: 'witnessed',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    const [path = ''] = id.split('?');
    const all = entries.test(path) || simulator.test(path);
    if (!all && !/packages\/synochat\/src\/(shared|inbound|outbound)\/[^/]+(?<!\.test)\.ts$/.test(path))
      return undefined;
    const watched = Array.from(code.matchAll(/^export (?:async )?(function|class(?= \w+Error\b)) (\w+)/gm))
      .filter(([, , name = '']) => all || core.has(name))
      // At the end, so that no line moves. A class and a function are variables of their module.
      .map(
        ([, kind, name]) =>
          `${name} = globalThis.witness?.${kind === 'class' ? 'makes' : 'calls'}(${name}) ?? ${name};`,
      );
    return watched.length > 0 ? { code: `${code}\n${watched.join('\n')}\n`, map: null } : undefined;
  },
};
