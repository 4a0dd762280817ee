import { type SendOptions, splitText } from 'synochat';
import type { Output } from './output.ts';

/** Shows on a terminal how many of the posts Chat has accepted. Returns the function that counts them. */
export function showProgress(total: number, output: Output): SendOptions['onPosted'] {
  if (!output.watched || total < 2) return undefined;
  let posted = 0;
  const show = () => {
    output.progress(`Posting: ${posted} of ${Math.max(total, posted)}`);
  };
  show();
  return () => {
    posted++;
    show();
  };
}

/** Returns how many posts the text becomes. */
export function countPosts(text = ''): number {
  return splitText(text).filter((part) => part.trim()).length || 1;
}
