import type { StoredMessage } from '../store.ts';

/** The data of a job. The queue tells webhook and state. */
export type JobData = Omit<StoredMessage, 'id' | 'webhook' | 'state'> & { readonly bytes: number };

/** The members that the store uses of a job of BullMQ. */
export interface BullJob {
  id?: string | undefined;
  data: JobData;
  updateData(data: JobData): Promise<void>;
}

/** The members that the store uses of the Redis client within BullMQ. */
export interface BullClient {
  defineCommand(name: string, definition: { numberOfKeys: number; lua: string }): void;
  runCommand(name: string, args: unknown[]): Promise<unknown>;
  get(key: string): Promise<string | null>;
  set(key: string, value: string, options?: { PX?: number }): Promise<string | null>;
  del(...keys: string[]): Promise<number>;
  hgetall(key: string): Promise<Record<string, string>>;
}

/** The members that the store uses of a `Queue` of BullMQ. */
export interface BullQueue {
  add(name: string, data: JobData, options: { jobId: string; lifo?: boolean }): Promise<unknown>;
  getJob(id: string): Promise<BullJob | undefined>;
  getWaiting(start: number, end: number): Promise<BullJob[]>;
  getWaitingCount(): Promise<number>;
  remove(id: string): Promise<number>;
  getBackend(): { readonly client: Promise<BullClient> };
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

/** The class `Queue` of BullMQ. `never` accepts the options of every version. */
export type BullQueueClass = new (name: string, options: never) => BullQueue;
