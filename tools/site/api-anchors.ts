// Corrects links within an API page: typedoc counts headings that it does not print, and numbers the anchor of a later one.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { anchorsIn } from './anchor.ts';

const folder = fileURLToPath(new URL('pages/api/', import.meta.url));
for (const path of globSync(`${folder}**/*.md`)) {
  const text = readFileSync(path, 'utf8');
  const anchors = new Set(anchorsIn(text));
  const corrected = text.replace(/\]\(#([\w-]+)-\d+\)/g, (link, anchor: string) =>
    anchors.has(link.slice(3, -1)) || !anchors.has(anchor) ? link : `](#${anchor})`,
  );
  if (corrected !== text) writeFileSync(path, corrected);
}
