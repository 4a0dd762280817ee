import { DurableObject } from 'cloudflare:workers';

export { ChatBucket, default } from '../runtimes/servers/buckets/worker.ts';

/** An object whose database a test uses, and whose alarm does nothing. */
export class Shelf extends DurableObject {
  override alarm(): void {
    // A test runs what is due by itself.
  }
}
