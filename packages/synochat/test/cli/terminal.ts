import { spawn } from '../../../../tools/modules/node-pty.ts';
import headless from '../../../../tools/modules/xterm.ts';
import { environment, program } from './command.ts';

/** The command in a terminal of its own, whose screen is read as a user sees it. */
export interface Terminal {
  /** The text on the screen, without the blank ends of the lines and of the screen. */
  readonly screen: () => string;
  /** The colour of the cell where the text begins; -1 for none. */
  readonly colourOf: (text: string) => number;
  /** Types as a user does. */
  readonly type: (keys: string) => void;
  readonly exitCode: Promise<number>;
  readonly close: () => void;
}

/** Starts the command in a terminal of 80 columns. */
export function openTerminal(args: readonly string[], env: Readonly<Record<string, string>>): Terminal {
  const size = { cols: 80, rows: 24 };
  const emulator = new headless.Terminal({ ...size, allowProposedApi: true });
  const settings = { TERM: 'xterm-256color', ...environment(env) };
  const pty = spawn(process.execPath, [program, ...args], { ...size, name: 'xterm-256color', env: settings });
  pty.onData((data) => {
    emulator.write(data);
  });
  const exitCode = new Promise<number>((resolve) => {
    pty.onExit((exit) => {
      // By then the last output is on the screen.
      emulator.write('', () => {
        resolve(exit.exitCode);
      });
    });
  });
  const lines = () =>
    Array.from({ length: size.rows }, (_, row) => emulator.buffer.active.getLine(row)?.translateToString(true) ?? '');
  return {
    screen: () => lines().join('\n').trimEnd(),
    colourOf(text) {
      const row = lines().findIndex((line) => line.includes(text));
      const cell = emulator.buffer.active.getLine(row)?.getCell(lines()[row]?.indexOf(text) ?? 0);
      return cell?.isFgDefault() === false ? cell.getFgColor() : -1;
    },
    type: (keys) => {
      pty.write(keys);
    },
    exitCode,
    close() {
      pty.kill();
      emulator.dispose();
    },
  };
}
