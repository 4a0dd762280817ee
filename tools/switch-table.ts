// The table of switches in the README of the simulator, from the switches themselves: node tools/switch-table.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { describeSwitches } from '../packages/simulator/src/switches/table.ts';

const markers = /(<!-- switches -->\n).*?(<!-- \/switches -->)/s;

/** Returns the page with the table of the present switches. Throws an `Error` if the page has no place for it. */
export function withSwitchTable(page: string): string {
  if (!markers.test(page)) throw new Error('the page has no place for the table');
  return page.replace(markers, (_, start: string, end: string) => `${start}${table()}${end}`);
}

function table(): string {
  const rows = describeSwitches().map(
    ({ name, kind, options = ['false', 'true'], min, max, default: value, description }) => {
      const values =
        kind === 'number' ? `\`${value}\` (${min} to ${max})` : options.map((each) => `\`${each}\``).join(', ');
      return [`\`${name}\``, values, description];
    },
  );
  const lines = [['Switch', 'Values, the default first', 'Meaning'], ['---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const readme = new URL('../packages/simulator/README.md', import.meta.url);
if (import.meta.main) writeFileSync(readme, withSwitchTable(readFileSync(readme, 'utf8')));
