// Prints which folders of the simulator import each other, and how many floors they have: node tools/folders.ts.
import { folderGraph } from '../packages/synochat/test/helpers/import-lines.ts';

const { arrows, floors } = folderGraph('packages/simulator/src/');
for (const arrow of arrows) console.log(arrow);
console.log(`${arrows.length} arrows between folders, ${floors} floors`);
