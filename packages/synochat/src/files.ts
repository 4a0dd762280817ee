/**
 * Gives the files of a program addresses that the NAS can fetch: signed, unguessable and expiring.
 *
 * @module synochat/files
 */
export { createFileHost, type FileHost, type FileHostOptions, type ShareOptions } from './files/host.ts';
export type { FileData } from './files/intake.ts';
export { type MemoryStoreOptions, memoryStore } from './files/memory.ts';
export { type FileBucket, r2Store } from './files/r2.ts';
export type { FileStore, Stay } from './files/store.ts';
