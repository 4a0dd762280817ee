import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Nas, startNas, textsIn } from './command.ts';
import { openTerminal, type Terminal } from './terminal.ts';

let nas: Nas;
beforeAll(async () => {
  nas = await startNas();
});
afterAll(() => nas.stop());

const open: Terminal[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});

function enter(args: readonly string[], env: Readonly<Record<string, string>> = nas.env): Terminal {
  const terminal = openTerminal(args, env);
  open.push(terminal);
  return terminal;
}

describe('a user at a terminal', () => {
  it('reads how to go on, types a message and sends the message with Ctrl+D', async () => {
    const terminal = enter(['send']);
    await expect.poll(terminal.screen, { timeout: 10_000 }).toContain('Ctrl+D on an empty line sends it');
    terminal.type('Hello,\rworld\r\u0004');
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.screen().split('\n').at(-1)).toBe('Delivered');
    expect(textsIn(nas).at(-1)).toBe('Hello,\nworld');
  });

  it('stops with Ctrl+C, and no message is posted', async () => {
    const before = textsIn(nas);
    const terminal = enter(['send']);
    await expect.poll(terminal.screen, { timeout: 10_000 }).toContain('Ctrl+C gives it up');
    terminal.type('Hel');
    terminal.type('\u0003');
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.screen()).toContain('Interrupted: nothing was sent');
    expect(textsIn(nas)).toEqual(before);
  });

  it('sees the progress of a long text in a line that is cleared at the end', async () => {
    const terminal = enter(['send', 'word '.repeat(1600)]);
    await expect.poll(terminal.screen, { timeout: 10_000, interval: 20 }).toMatch(/^Posting: [123] of 4$/);
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.screen()).toBe('Delivered');
  });

  it('reads that others see an address on the command line', async () => {
    const terminal = enter(['send', '--webhook', nas.env['SYNOCHAT_WEBHOOK'] ?? '', 'x'], {});
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.screen().replaceAll('\n', '')).toContain('seen by others on this machine: set SYNOCHAT_WEBHOOK');
  });

  it("sees the doctor's verdict in colours", async () => {
    const terminal = enter(['doctor', '--webhook', `${nas.origin}/webapi/entry.cgi?token=%22${'u'.repeat(64)}%22`], {});
    expect(await terminal.exitCode).toBe(1);
    const [green, red] = [2, 1];
    expect([terminal.colourOf('ok       address'), terminal.colourOf('PROBLEM')]).toEqual([green, red]);
    expect(terminal.screen()).not.toContain('uuuuuuuu');
  });

  it('sees no colours with NO_COLOR', async () => {
    const terminal = enter(['doctor'], { ...nas.env, NO_COLOR: '1' });
    expect(await terminal.exitCode).toBe(0);
    expect(terminal.colourOf('ok       address')).toBe(-1);
  });
});
