/** Synthetic, as every token in the tests. */
export const token = 'OuTa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';

/** The fields of an outgoing webhook, as in Synology's list, with `channel_type` and `thread_id`. */
export const outgoing = {
  token,
  channel_id: '34',
  channel_type: '1',
  channel_name: 'Labb',
  user_id: '4',
  username: 'mikael',
  post_id: '146028888230',
  thread_id: '0',
  timestamp: '1647060330657',
  text: 'Ping',
  trigger_word: 'Ping',
};

/** The fields of an outgoing webhook but one. */
export function without(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(outgoing).filter(([key]) => key !== name));
}

/** The fields of a slash command. */
export function slash(text: string): Record<string, string> {
  return { token, channel_id: '34', channel_name: 'Labb', user_id: '4', username: 'mikael', text };
}

/** A POST as Chat makes it: a form with its length declared. */
export function post(fields: Record<string, string> | string, headers: Record<string, string> = {}): Request {
  const body = typeof fields === 'string' ? fields : String(new URLSearchParams(fields));
  const length = String(new TextEncoder().encode(body).length);
  return new Request('http://app.example/hook', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': length, ...headers },
  });
}

/** A POST whose body comes in pieces, without a length; `end` false leaves it open for ever. */
export function stream(
  pieces: readonly (string | Uint8Array)[],
  { end = true, headers = {} }: { end?: boolean; headers?: Record<string, string> } = {},
): Request {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      if (end) controller.close();
    },
  });
  // `duplex` is asked for by Node and unknown to the types.
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, headers, duplex: 'half' };
  return new Request('http://app.example/hook', init);
}
