/** The runtimes of a new program. */
export const runtimes = ['node', 'bun', 'deno', 'workers'] as const;
export type Runtime = (typeof runtimes)[number];

/** The integrations of Chat that can call a new program. */
export const kinds = ['slash', 'webhook', 'bot'] as const;
export type Kind = (typeof kinds)[number];

/** A program to create. */
export interface Project {
  /** The name in `package.json`. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly kind: Kind;
  /** The version, or the address of a tarball, by the name of the package. */
  readonly packages: { readonly synochat: string; readonly 'synochat-simulator': string };
}

/** Returns the name of the program's file. Node 20 runs no TypeScript. */
export function appFile(runtime: Runtime): string {
  return runtime === 'node' ? 'app.js' : 'app.ts';
}

/** Returns whether a text is one of the choices. */
export function isChoice<Choice extends string>(choices: readonly Choice[], text: string): text is Choice {
  return (choices as readonly string[]).includes(text);
}
