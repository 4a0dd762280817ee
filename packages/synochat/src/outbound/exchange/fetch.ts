/** The request that a `Fetch` makes. Only the body differs between runtimes. */
export interface FetchInit {
  /** Default: `GET`. */
  method?: 'GET' | 'POST';
  /** The headers by name. */
  headers?: Record<string, string>;
  /**
   * A form: `URLSearchParams`, on Deno a `Blob`, on Bun a stream. The type is `any`, because each `fetch` has different
   * types for a form.
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a form has another type in each fetch, and `unknown` fits the parameter of none
  body?: any;
  /** A redirect is never followed: the token must not reach another server. */
  redirect?: 'manual';
  /** Aborts the request at a timeout or an abort of the caller. */
  signal?: AbortSignal;
  /** Set only if the body is a stream. */
  duplex?: 'half';
}

/** The part of a `Response` that is read. */
export interface FetchReply {
  /** The HTTP status. */
  readonly status: number;
  /** The headers; `Retry-After` and the headers of a file are read. */
  readonly headers: {
    /** Returns the value of a header, or null. */
    get(name: string): string | null;
  };
  /** The bytes of the reply. */
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
 * Makes an HTTP request: the global `fetch`, the `fetch` of undici, or a function around one of them. The library calls
 * the function without `this`. `Reply` is the type of the response, at least a `FetchReply`.
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
