import { createFileHost, type FileHostOptions } from '../../src/files.ts';

/** Synthetic, as every secret in the tests. */
export const secret = 'Kq8wZr2nXv5tBc7yLm4sHd9f';

/** A file host with a clock of its own, and what a client gets from it. */
export function createHost(options: Partial<FileHostOptions> = {}) {
  let time = Date.UTC(2026, 0, 1);
  const host = createFileHost({ baseUrl: 'https://bot.example/files', secret, now: () => time, ...options });
  return {
    host,
    share: host.share,
    pass: (ms: number) => {
      time += ms;
    },
    get: (link: string, headers: Record<string, string> = {}) => host.handler(new Request(link, { headers })),
    head: (link: string, headers: Record<string, string> = {}) =>
      host.handler(new Request(link, { method: 'HEAD', headers })),
  };
}

/** A stream of these chunks that then ends, or fails with the error; `cancelled` tells with what it was told to stop. */
export function source(chunks: readonly unknown[], error?: Error) {
  const state = { cancelled: undefined as unknown, pulled: 0 };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[state.pulled++];
        if (chunk !== undefined) controller.enqueue(chunk as Uint8Array);
        else if (error) controller.error(error);
        else controller.close();
      },
      cancel(reason) {
        state.cancelled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}
