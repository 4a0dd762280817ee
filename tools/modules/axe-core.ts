import { readFileSync } from 'node:fs';

/** The script that looks for barriers in the page that it is added to. */
export const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
