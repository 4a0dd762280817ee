// The names of a Worker's own module that src/cloudflare.ts uses. An app has the whole module from `wrangler types`.
declare module 'cloudflare:workers' {
  export interface DurableObjectStorage {
    get<T>(key: string): Promise<T | undefined>;
    put(key: string, value: unknown): Promise<void>;
    sync(): Promise<void>;
  }

  export abstract class DurableObject<Env = unknown> {
    protected readonly ctx: { readonly storage: DurableObjectStorage };
    protected readonly env: Env;
    constructor(ctx: object, env: Env);
    alarm?(): void | Promise<void>;
  }
}
