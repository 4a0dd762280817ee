/** Returns the whole body, or undefined if it exceeds `limit` bytes. The rest is then not read. */
export async function readBytes(
  { body, headers }: Pick<Request | Response, 'body' | 'headers'>,
  limit: number,
): Promise<Uint8Array | undefined> {
  if (Number(headers.get('Content-Length') ?? 0) > limit) {
    await body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || !value) break;
    size += value.length;
    if (size > limit) {
      await reader?.cancel();
      return undefined;
    }
    chunks.push(value);
  }
  return concat(chunks, size);
}

/** Returns the whole body as text, or undefined if it exceeds `limit` bytes. */
export async function readText(
  message: Pick<Request | Response, 'body' | 'headers'>,
  limit: number,
): Promise<string | undefined> {
  const bytes = await readBytes(message, limit);
  return bytes && new TextDecoder().decode(bytes);
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
