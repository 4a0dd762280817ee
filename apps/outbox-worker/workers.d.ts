// What the outbox uses of its storage besides; an app has all of it from `wrangler types`.
declare module 'cloudflare:workers' {
  interface DurableObjectStorage {
    readonly sql: { exec(query: string, ...values: unknown[]): Iterable<Readonly<Record<string, unknown>>> };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAlarm(): Promise<void>;
  }
}
