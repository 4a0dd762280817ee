// Modules of the project "outbox" in vitest.workspace.ts, besides the modules that other projects use.
declare module 'cloudflare:test' {
  type Batch = import('../queue.ts').Batch;

  /** Runs the alarm now and not when it is due; false if none is set. */
  export function runDurableObjectAlarm(stub: object): Promise<boolean>;
  export function runInDurableObject<T>(
    stub: ReturnType<import('../bindings.ts').Bindings['OUTBOX']['getByName']>,
    callback: (
      outbox: import('./worker.ts').TestOutbox,
      state: { storage: { getAlarm(): Promise<number | null> } },
    ) => Promise<T>,
  ): Promise<T>;
  export function createMessageBatch(queue: string, messages: readonly object[]): Batch;
  export function createExecutionContext(): object;
  export function getQueueResult(
    batch: Batch,
    ctx: object,
  ): Promise<{ explicitAcks: string[]; retryMessages: { msgId: string }[] }>;
}
