// What the project "bindings" of vitest.workspace.ts gives its tests.
declare module 'cloudflare:workers' {
  import type { FileBucket, FileNamespace } from 'synochat/files';

  export const env: {
    readonly FILES: FileBucket & { list(): Promise<{ objects: { key: string }[] }> };
    readonly KV: FileNamespace & { list(): Promise<{ keys: { name: string; expiration?: number }[] }> };
  };
}
