/** A piece of a message's text: plain, or a link. The page makes elements of them, never markup. */
export type Piece = { readonly text: string } | { readonly text: string; readonly href: string };

// <https://url|label>, <https://url> and a URL by itself: the forms of link that the official help names.
const LINK = /<(?<marked>https?:\/\/[^\s<>|]+)(?:\|(?<label>[^<>]+))?>|(?<bare>https?:\/\/[^\s<>]+)/giu;
// A full stop or a closing bracket after a URL belongs to the sentence.
const AFTER_URL = /[.,;:!?'")\]]+$/u;

export function toPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const plainUntil = (end: number) => {
    if (end > done) pieces.push({ text: text.slice(done, end) });
  };
  for (const { 0: whole, index, groups = {} } of text.matchAll(LINK)) {
    const { marked, label, bare } = groups;
    const address = marked ?? bare?.replace(AFTER_URL, '') ?? '';
    if (!URL.canParse(address)) continue;
    plainUntil(index);
    pieces.push({ text: label ?? address, href: new URL(address).href });
    done = index + (marked === undefined ? address : whole).length;
  }
  plainUntil(text.length);
  return pieces;
}
