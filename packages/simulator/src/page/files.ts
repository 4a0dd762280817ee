import type { Post } from '../room/post.ts';
import { contentDisposition } from '../shared/file-name.ts';

// Raster pictures cannot hold a script; SVG can.
const inlineTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);

/**
 * Serves the file of a post from the page's origin. The file may come from anyone, so only raster pictures are inline,
 * and every other file is a download of type application/octet-stream. The headers of the API keep any content from
 * running.
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
