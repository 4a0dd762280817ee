/** Bars of one group: what one runtime did. */
export interface Group {
  readonly name: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
}

const width = 720;
const left = 240;
const right = 70;
const hues = ['#2f7ed8', '#e0862a', '#3d9a57', '#a45cc8', '#c9485b', '#2a9d9d', '#8a7a4a'];
// An image in a page of GitHub follows the reader's own choice of light or dark.
const style = `<style>text{font:12px system-ui,sans-serif;fill:#1f2328}.quiet{fill:#656d76}.rule{stroke:#8c959f;stroke-opacity:.35;fill:none}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9198a1}}</style>`;

/** An SVG of horizontal bars with a mark at 1, for ratios. A bar longer than `most` is cut, and its number tells. */
export function barChart(title: string, groups: readonly Group[], most = 4): string {
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ name }) => name)))];
  const longest = Math.min(most, Math.max(1.2, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value))));
  const scale = (width - left - right) / longest;
  const parts: string[] = [];
  let y = 40;
  for (const group of groups) {
    parts.push(text(8, y + 12, group.name, ' font-weight="600"'));
    for (const { name, value } of group.bars) {
      const length = Math.min(value, longest) * scale;
      const hue = hues[names.indexOf(name) % hues.length] ?? '';
      const label = `×${value.toFixed(2)}${value > longest ? ' »' : ''}`;
      parts.push(text(left - 6, y + 12, name, ' text-anchor="end"'));
      parts.push(`<rect x="${left}" y="${y + 2}" width="${length.toFixed(1)}" height="12" rx="2" fill="${hue}"/>`);
      parts.push(text(left + length + 5, y + 12, label, ' class="quiet"'));
      y += 17;
    }
    y += 10;
  }
  const one = (left + scale).toFixed(1);
  parts.push(`<path class="rule" d="M${one} 34V${y - 8}" stroke-dasharray="3 3"/>`);
  return svg(title, y, parts);
}

function svg(title: string, height: number, parts: readonly string[]): string {
  const heading = text(8, 20, title, ' font-weight="600" style="font-size:14px"');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
${[style, heading, ...parts].join('\n')}
</svg>
`;
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${attributes}>${escape(content)}</text>`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
