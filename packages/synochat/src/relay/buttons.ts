import { isWeb, linkTo } from './address.ts';
import type { Part } from './parts.ts';
import { type Members, wordsOf } from './words.ts';

/** Returns the buttons with an address as one line of links. Others are dropped: nobody could answer them. */
export function buttonsPart(buttons: readonly Members[], toLabel: (button: Members) => string = buttonLabel): Part {
  const links = buttons
    .map((button) => ({ url: wordsOf(button['url']).trim(), label: toLabel(button) }))
    .filter(({ url }) => isWeb(url))
    .map(({ url, label }) => linkTo(url, label));
  return { text: links.join(' · ') };
}

function buttonLabel({ text, label, name }: Members): string {
  return wordsOf(text ?? label ?? name);
}
