// The bindings that the project "bindings" of vitest.workspace.ts gives to tests.
declare module 'cloudflare:workers' {
  import type { BucketNamespace } from 'synochat/cloudflare';
  import type { FileBucket } from 'synochat/files';

  export const env: {
    readonly BUCKETS: BucketNamespace;
    readonly SHELVES: { getByName(name: string): object };
    readonly FILES: FileBucket & { list(): Promise<{ objects: { key: string }[] }> };
  };
}

declare module 'cloudflare:test' {
  import type { ChatBucket } from 'synochat/cloudflare';

  export function runInDurableObject(
    stub: object,
    callback: (bucket: ChatBucket, state: { storage: { sync(): Promise<void> } }) => Promise<void>,
  ): Promise<void>;
  /** Ends an object as if nobody had called it for long. */
  export function evictDurableObject(stub: object): Promise<void>;
  /** Ends all objects at once, as a new deployment does. */
  export function abortAllDurableObjects(): Promise<void>;
}
