/** The request that a `Fetch` makes, the same on every runtime but for its body. */
export interface FetchInit {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  /**
   * A form, as `URLSearchParams`; on Deno as a `Blob`, on Bun as a stream. `any`, because the types of these belong to
   * each `fetch`.
   */
  // biome-ignore lint/suspicious/noExplicitAny: `unknown` does not fit the parameter of any fetch.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown` does not fit the parameter of any fetch
  body?: any;
  redirect?: 'manual';
  signal?: AbortSignal;
  /** Only beside a stream. */
  duplex?: 'half';
}

/** The part of a `Response` that is read. */
export interface FetchReply {
  readonly status: number;
  readonly headers: {
    /** Returns the value of a header, or null. */
    get(name: string): string | null;
  };
  readonly body: FetchBody | null;
}

/** The part of a `ReadableStream` of bytes that is read. */
export interface FetchBody {
  getReader(): {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
  cancel(reason?: unknown): Promise<void>;
}

/**
 * A function that makes one HTTP request: the global `fetch`, that of undici, or a function of yours around one of them.
 * It is called without `this`. `Reply` is the type of its response, at least a `FetchReply`.
 *
 * @example
 * ```ts
 * const logged: Fetch = async (url, init) => {
 *   const response = await fetch(url, init);
 *   console.log(response.status);
 *   return response;
 * };
 * await sendIncoming(process.env.SYNOCHAT_WEBHOOK!, 'Hello', { fetch: logged });
 * ```
 */
export type Fetch<Reply extends FetchReply = FetchReply> = (url: string, init: FetchInit) => Promise<Reply>;
