// What src/cloudflare.ts uses of a Worker's own module; an app has all of it from `wrangler types`.
declare module 'cloudflare:workers' {
  export abstract class DurableObject {
    protected readonly ctx: {
      readonly storage: {
        get<T>(key: string): Promise<T | undefined>;
        put(key: string, value: unknown): Promise<void>;
        sync(): Promise<void>;
      };
    };
    constructor(ctx: object, env: unknown);
  }
}
