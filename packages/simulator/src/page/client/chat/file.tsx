import type { PostFile } from '../api.ts';
import { Icon } from '../icon.tsx';

// The types that the server serves inline. Any other file is a download.
const pictureTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp)\s*(?:;|$)/i;

/** Shows a picture, or any other file as a card. */
export function FileView({ file }: { file: PostFile }) {
  const { name, type, size, url } = file;
  if (pictureTypes.test(type)) {
    return (
      <a class="picture" href={url} target="_blank" rel="noopener noreferrer" title={`${name}, ${sizeText(size)}`}>
        <img src={url} alt={name} loading="lazy" />
      </a>
    );
  }
  return (
    <a class="file-card" href={url} download={name}>
      <span class="file-icon">
        <Icon name="file" />
      </span>
      <span class="file-words">
        <span class="file-name">{name}</span>
        <span class="quiet">
          {type || 'unknown type'} · {sizeText(size)}
        </span>
      </span>
      <Icon name="download" />
      <span class="unseen">Download</span>
    </a>
  );
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const isSmall = bytes < 1024 * 1024;
  return isSmall ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
