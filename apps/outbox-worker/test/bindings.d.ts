// Modules of the project "outbox" in vitest.workspace.ts, besides the modules that other projects use.
declare module 'cloudflare:test' {
  /** Runs the alarm now and not when it is due; false if none is set. */
  export function runDurableObjectAlarm(stub: object): Promise<boolean>;
  export function runInDurableObject<T>(
    stub: ReturnType<import('../bindings.ts').Bindings['OUTBOX']['getByName']>,
    callback: (outbox: import('./worker.ts').TestOutbox) => Promise<T>,
  ): Promise<T>;
}
