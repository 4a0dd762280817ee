// The storage as the outbox uses it. In your app, `wrangler types` declares all of the storage.
declare module 'cloudflare:workers' {
  import type { DurableStorage } from 'synochat/outbox-durable';

  interface DurableObjectStorage {
    readonly sql: DurableStorage['sql'];
    transactionSync: DurableStorage['transactionSync'];
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
    deleteAlarm(): Promise<void>;
  }
}
