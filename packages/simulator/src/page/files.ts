import type { Post } from '../room/post.ts';
import { contentDisposition } from '../shared/file-name.ts';

// Pictures made of dots cannot hold a script; SVG can.
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

/**
 * The file of a post for the page. It came from anywhere and is served from the page's own origin: only pictures are
 * shown, everything else is a download of no particular type. The API's own headers see to it that nothing in it runs.
 */
export function serveFile(post: Post | undefined): Response {
  const file = post?.file;
  if (!file) return new Response('There is no such file.', { status: 404 });
  const type = file.type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isShown = inlineTypes.has(type);
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'Content-Type': isShown ? type : 'application/octet-stream',
      'Content-Disposition': contentDisposition(isShown ? 'inline' : 'attachment', file.name),
      'Content-Length': String(file.size),
    },
  });
}
