/** The part of an address that leads to a heading, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** The anchors of all headings in a page. */
export function anchorsIn(text: string): string[] {
  const seen = new Map<string, number>();
  return (text.replaceAll(/^```.*?^```/gms, '').match(/^#+ .*$/gm) ?? []).map((heading) => {
    const anchor = anchorOf(heading.replace(/^#+ /, ''));
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}
