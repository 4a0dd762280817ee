import { type Fetch, splitText } from 'synochat';
import type { Output } from './output.ts';

/** Enough for what Chat says to a post. */
const maxReply = 1024;

/** The fetch, which tells whoever watches how many of the posts have been taken. */
export function counting(fetch: Fetch<Response>, total: number, output: Output): Fetch<Response> {
  if (!output.watched || total < 2) return fetch;
  let taken = 0;
  const tell = () => {
    output.progress(`Posting: ${taken} of ${Math.max(total, taken)}`);
  };
  tell();
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.status !== 200 || !response.body) return response;
    const decoder = new TextDecoder();
    let reply = '';
    const listening = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (reply.length < maxReply) reply += decoder.decode(chunk, { stream: true });
        controller.enqueue(chunk);
      },
      flush() {
        if (/"success"\s*:\s*true/.test(reply)) taken++;
        tell();
      },
    });
    return new Response(response.body.pipeThrough(listening), response);
  };
}

/** How many posts the text becomes. */
export function countPosts(text = ''): number {
  return splitText(text).filter((part) => part.trim()).length || 1;
}
