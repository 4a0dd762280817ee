// The storage as the outbox uses it. In your app, `wrangler types` declares all of the storage.
declare module 'cloudflare:workers' {
  interface DurableObjectStorage {
    readonly sql: { exec(query: string, ...values: unknown[]): Iterable<Readonly<Record<string, unknown>>> };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAlarm(): Promise<void>;
  }
}
