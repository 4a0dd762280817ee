/** The answer of Chat to one call, with the times of the call. */
export interface ChatReply {
  /** 0 for success; undefined if the answer is missing or not from Chat. */
  readonly code: number | undefined;
  readonly errors?: unknown;
  readonly data?: unknown;
  readonly body: string;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** A call that may post: milliseconds since the start, the method, and the code of the answer, or -1 without one. */
export type Send = readonly [at: number, method: string, code: number];

type ReplyContent = Pick<ChatReply, 'code' | 'errors' | 'data' | 'body'>;

/** Reads an answer of the API. Any other text, such as a page of a proxy, has no code. */
export function readChatReply(status: number, body: string): ReplyContent {
  const nothing = { code: undefined, body: '' };
  if (status !== 200) return nothing;
  try {
    const { success, error, data } = Object(JSON.parse(body)) as { success?: unknown; error?: unknown; data?: unknown };
    if (success === true) return { code: 0, body, ...(data === undefined ? {} : { data }) };
    const { code, errors } = Object(error) as { code?: unknown; errors?: unknown };
    if (success !== false || typeof code !== 'number') return nothing;
    return { code, body, ...(errors === undefined ? {} : { errors }) };
  } catch {
    return nothing;
  }
}
