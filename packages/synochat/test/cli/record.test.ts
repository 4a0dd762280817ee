import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Capture, parseRaw } from '../../cli/record/capture.ts';
import { freePort } from '../helpers/process.ts';
import { scratchFolder } from '../helpers/runtime.ts';
import { type Nas, run, start, startNas } from './command.ts';

const { scratch, cleanUp } = scratchFolder({ mayHoldTokens: true });
let nas: Nas;
beforeAll(async () => {
  nas = await startNas({ users: ['Wilhelmina', 'ada'], channels: ['Fußballfreunde', 'general'] });
});
afterAll(async () => {
  await nas.stop();
  cleanUp();
});

describe('synochat listen --record', () => {
  it('writes a file per event, which only the user can read, without tokens and names', async () => {
    const folder = join(mkdtempSync(join(scratch, 'r')), 'recordings');
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/`;
    const listening = start(['listen', '--host', '127.0.0.1', '--port', String(port), '--record', folder]);
    while (!listening.output.err.includes('Ctrl+C') && listening.child.exitCode === null) await pause(20);
    const { simulator } = nas;
    const tokens = [
      simulator.addOutgoing({ channel: 'Fußballfreunde', url }).token,
      simulator.addSlash({ command: 'whois', url }).token,
      simulator.addBot({ name: 'Secretary', url }).token,
    ];
    await simulator.say('Wilhelmina', 'Fußballfreunde', 'the code is 4711');
    await simulator.say('Wilhelmina', 'Fußballfreunde', '/whois Wilhelmina');
    await simulator.say('Wilhelmina', '@Secretary', 'hello');
    await fetch(url, { method: 'HEAD' });
    await expect.poll(() => listening.output.err.match(/Recorded in/g)?.length).toBe(4);
    listening.child.kill('SIGINT');
    expect((await listening.finished).code).toBe(0);

    const names = readdirSync(folder).sort();
    expect(names).toEqual(
      ['001-outgoing-webhook.json', '001-slash-command.json', '001-message-to-a-bot.json', '001-probe.json'].sort(),
    );
    for (const name of names) {
      const path = join(folder, name);
      expect(statSync(path).mode & 0o777).toBe(0o600);
      const text = readFileSync(path, 'utf8');
      for (const secret of [...tokens, 'Wilhelmina', 'Fußball', 'Secretary', '4711', '127.0.0.1', String(port)])
        expect(decodeURIComponent(text)).not.toContain(secret);
      const { raw, expect: expected, direction } = JSON.parse(text) as Capture;
      expect(direction).toBe('NAS→app');
      if (name !== '001-probe.json') expect(JSON.parse(JSON.stringify(await parseRaw(raw, 'auto')))).toEqual(expected);
    }
  });

  it('ends with 2 if the folder cannot be created', async () => {
    const { code, err } = await run(['listen', '--host', '127.0.0.1', '--port', '0', '--record', '/dev/null/x']);
    expect(err).toContain('/dev/null/x cannot be written (ENOTDIR): choose another folder with --record');
    expect(code).toBe(2);
  });
});
