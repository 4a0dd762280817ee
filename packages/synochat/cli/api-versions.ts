import type { Network } from './network.ts';

/** Characters. */
const maxReply = 65_536;

/**
 * Returns the versions of the API of the server, such as `1 to 3`, or an empty text if the server names no versions.
 * `query.cgi` of DSM answers without a token. Throws only the reason of the signal.
 */
export async function readVersions(chat: URL, { fetch = globalThis.fetch, timeout, signal }: Network): Promise<string> {
  const query = { api: 'SYNO.API.Info', version: '1', method: 'Query', query: 'SYNO.Chat.External' };
  const url = new URL(`query.cgi?${String(new URLSearchParams(query))}`, chat);
  try {
    const ends = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
    const response = await fetch(url.href, { redirect: 'manual', signal: AbortSignal.any(ends) });
    const { data } = Object(JSON.parse(await readText(response))) as { data?: unknown };
    const { 'SYNO.Chat.External': api } = Object(data) as Record<string, unknown>;
    const { minVersion, maxVersion } = Object(api) as { minVersion?: unknown; maxVersion?: unknown };
    return typeof minVersion === 'number' && typeof maxVersion === 'number' ? `${minVersion} to ${maxVersion}` : '';
  } catch {
    signal?.throwIfAborted();
    return '';
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > maxReply) return '';
  }
  return text;
}
