import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import headless from '../../../../tools/modules/xterm.ts';
import { shownByTerminal } from '../../cli/terminal-text.ts';
import { type Nas, onBun, onDeno, run, startNas, textsIn } from './command.ts';

const esc = '\u001b';

describe('the output of a program', () => {
  it.each([
    ['colours', `${esc}[1;31mred${esc}[0m`, 'red'],
    ['colours of colons', `${esc}[38:2::1:2:3mred${esc}[m`, 'red'],
    ['codes of one C1 character', '\u009b31mred\u009b0m \u009d0;title\u009cend', 'red end'],
    ['a link that a bell ends', `${esc}]8;;http://x.example/?a=1\u0007link${esc}]8;;\u0007`, 'link'],
    ['a link that a string terminator ends', `${esc}]8;id=1;http://x.example/${esc}\\link${esc}]8;;${esc}\\`, 'link'],
    ['a title and a picture', `${esc}]0;title\u0007${esc}Pq#0;2;0;0~-${esc}\\end`, 'end'],
    ['a saved cursor, a character set', `${esc}7save${esc}8 ${esc}(Bset ${esc}#8`, 'save set '],
    ['private modes', `${esc}[?25l${esc}[>4;1m${esc}[!p${esc}[0 qend`, 'end'],
    ['codes without an end', `${esc}]0;title\n${esc}[31\n${esc}`, '0;title\n31\n'],
    ['a bell and a null', 'a\u0007b\u0000c', 'abc'],
    ['a progress line', '10%\r20%\r100%\nnext', '100%\nnext'],
    ['a progress line without an end', '10%\r100%\r', '100%'],
    ['a shorter state of it', '100%\r5%', '5%0%'],
    ['a state that erases the one before', `Downloading 10%\r${esc}[KDone`, 'Done'],
    ['a line that is erased whole', `Downloading${esc}[2K${esc}[1Gok`, 'ok'],
    ['backspaces', 'spin |\b/\b-\b done', 'spin  done'],
    ['a column far away', `${esc}[999999999Cx${esc}[5Dy`, 'y'],
    ['line ends of Windows', 'a\r\nb\r\n', 'a\nb\n'],
    ['tabs and emoji', 'a\tb 👩‍👩‍👧 🇩🇪', 'a\tb 👩‍👩‍👧 🇩🇪'],
  ])('is what a terminal shows: %s', (_, output, shown) => {
    expect(shownByTerminal(output)).toBe(shown);
  });

  it.each([
    `Fetching 1/3\rFetching 22/3\b\b\b${esc}[K3/3 ${esc}[35mok${esc}[0m`,
    `${esc}]8;;http://x.example/${esc}\\a link${esc}]8;;${esc}\\ and ${esc}[38;5;9mred${esc}[39m`,
    `50% [====    ]\r100% [========]${esc}[5D${esc}[2C#\r${esc}[3Gx`,
    `${esc}7${esc}(B${esc}[1mbold${esc}[22m${esc}=${esc}[?25h\u0007 end${esc}Ptmux;body${esc}\\`,
  ])('is what xterm shows: %j', async (output) => {
    const terminal = new headless.Terminal({ cols: 80, rows: 2, allowProposedApi: true });
    await new Promise<void>((resolve) => {
      terminal.write(output, resolve);
    });
    expect(shownByTerminal(output)).toBe(terminal.buffer.active.getLine(0)?.translateToString(true));
    terminal.dispose();
  });

  it('is read in one pass, however many codes it has', () => {
    for (const code of ['\u009d', `${esc}]8;;`, `x${esc}[2K`, `x${esc}[1K`, '\b', `x${esc}[999D`])
      expect(shownByTerminal(code.repeat(300_000)).length).toBeLessThan(2_000_000);
  });
});

let nas: Nas;
beforeAll(async () => {
  nas = await startNas();
});
afterAll(() => nas.stop());

describe('synochat send', () => {
  const input = `10%\r${esc}[32m100%${esc}[0m\r\n${esc}]8;;http://x.example/\u0007link${esc}]8;;\u0007\n`;

  it.each([
    ['Node', undefined],
    ['Bun', onBun],
    ['Deno', onDeno],
  ])('on %s sends what a terminal shows of stdin, and with --raw all of it', async (_, runtime) => {
    expect(await run(['send'], { env: nas.env, input, runtime })).toMatchObject({ code: 0, err: '' });
    expect(textsIn(nas).at(-1)).toBe('100%\nlink');
    expect(await run(['send', '--raw'], { env: nas.env, input, runtime })).toMatchObject({ code: 0, err: '' });
    expect(textsIn(nas).at(-1)).toBe(input.replace(/\n$/, ''));
  });

  it('does so with words too, such as the output of a command in $(…)', async () => {
    await run(['send', `${esc}[1mbold${esc}[0m`, 'word'], { env: nas.env });
    expect(textsIn(nas).at(-1)).toBe('bold word');
  });

  it('refuses output without visible text', async () => {
    expect(await run(['send'], { env: nas.env, input: `${esc}[2J${esc}[H\n` })).toMatchObject({ code: 2 });
  });
});
