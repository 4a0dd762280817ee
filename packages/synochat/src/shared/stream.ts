/** The stream as text, none as an empty one, broken UTF-8 as U+FFFD; throws what `tooLarge` makes as soon as more than `maxBytes` have come. */
export async function readStreamText(
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      reader?.cancel().catch(() => undefined);
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}
