import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withSwitchTable } from '../../../tools/switch-table.ts';
import { whileServing } from './command.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const commands = Array.from(readme.matchAll(/^synochat-simulator (.*)$/gm), ([, args = '']) => args.split(' '));
const scratch = mkdtempSync(join(tmpdir(), 'synochat-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** The words of the command, its files in the scratch folder. */
const inScratch = (args: readonly string[]) =>
  args.map((word) => (/^[.\w]+\.(chat|json)$/.test(word) ? join(scratch, word) : word));

describe('in the README', () => {
  it('the table of switches is up to date: node tools/switch-table.ts', () => {
    expect(readme).toBe(withSwitchTable(readme));
  });

  it('there are three commands', () => {
    expect(commands).toHaveLength(3);
  });

  it('the first writes the values for the app into a file', async () => {
    await whileServing(inScratch(commands[0] ?? []), () => {
      expect(readFileSync(join(scratch, '.env.chat'), 'utf8')).toMatch(
        /^SYNOCHAT_SLASH_TOKEN_PING='(\w{64})'\nSYNOCHAT_SLASH_TOKEN='\1'$/m,
      );
    });
  });

  it('the second starts from the configuration in the README', async () => {
    const [, config = ''] = /```json\n(.*?)```/su.exec(readme) ?? [];
    writeFileSync(join(scratch, 'chat.json'), config);
    await whileServing(inScratch(commands[1] ?? []), () => {
      expect(readFileSync(join(scratch, 'state.json'), 'utf8')).toContain('Helper');
    });
  });

  it('the third is on the network, and prints the address with the key', async () => {
    await whileServing(commands[2] ?? [], ({ output: { out } }) => {
      expect(out).toMatch(/Chat on http:\S+\/\?key=\S+/u);
    });
  });
});
