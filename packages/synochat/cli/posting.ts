import type { Output } from '@synochat/command-line';
import { type SendOptions, splitText } from 'synochat';

/** Shows the number of accepted posts on a terminal. Returns the function that counts the posts. */
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

/** Returns the number of posts of a text. */
export function countPosts(text = ''): number {
  return splitText(text).filter((part) => part.trim()).length || 1;
}
