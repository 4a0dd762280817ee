import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withSwitchTable } from '../../../tools/switch-table.ts';
import { codeToRun } from '../../synochat/test/pages/blocks.ts';
import { whileServing } from './command.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'synochat-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

/** The words of the command that the block with this name shows. The files of the command lie in the scratch folder. */
const commandOf = (name: string) =>
  codeToRun(name)
    .trim()
    .split(' ')
    .slice(1)
    .map((word) => (/^[.\w]+\.(chat|json)$/.test(word) ? join(scratch, word) : word));

describe('in the README', () => {
  it('the table of switches is up to date: node tools/switch-table.ts', () => {
    expect(readme).toBe(withSwitchTable(readme));
  });

  it('one command writes the values for the app into a file', async () => {
    await whileServing(commandOf('simulator-slash'), () => {
      expect(readFileSync(join(scratch, '.env.chat'), 'utf8')).toMatch(
        /^SYNOCHAT_SLASH_TOKEN_PING='(\w{64})'\nSYNOCHAT_SLASH_TOKEN='\1'$/m,
      );
    });
  });

  it('one command starts from the configuration in the README', async () => {
    writeFileSync(join(scratch, 'chat.json'), codeToRun('simulator-configuration'));
    await whileServing(commandOf('simulator-data'), () => {
      expect(readFileSync(join(scratch, 'state.json'), 'utf8')).toContain('Helper');
    });
  });

  it('one command is on the network, and prints the address with the key', async () => {
    await whileServing(commandOf('simulator-network'), ({ output: { out } }) => {
      expect(out).toMatch(/Chat on http:\S+\/\?key=\S+/);
    });
  });
});
