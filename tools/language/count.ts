import { findNames } from './names.ts';
import { readProse } from './prose.ts';
import { countPronouns, findFaults, rooms } from './rules.ts';

// The counts of `packages/synochat/test/package/language.test.ts`: `node tools/language/count.ts [folder]`.
const [folder = ''] = process.argv.slice(2);
const prose = readProse().filter(({ path }) => path.startsWith(folder));
for (const { path, line, rule, words } of prose.flatMap(findFaults)) console.log(`${path}:${line} ${rule} ${words}`);
for (const [room, files] of Object.entries(rooms)) {
  const passages = prose.filter(({ path }) => files.test(path));
  if (passages.length > 0) console.log(`${room}: ${countPronouns(passages).toFixed(1)} pronouns for each 1000 words`);
}
const names = findNames();
for (const [kind, found] of Object.entries(names)) {
  const inFolder = found.filter(({ path }) => path.startsWith(folder));
  for (const { path, line, text } of inFolder) console.log(`${path}:${line} R5 ${text}`);
  console.log(`names (${kind}) that break R5: ${inFolder.length}`);
}
