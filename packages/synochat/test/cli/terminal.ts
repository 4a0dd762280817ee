import { spawn } from '../../../../tools/modules/node-pty.ts';
import headless from '../../../../tools/modules/xterm.ts';
import { environment, program } from './command.ts';

/** A terminal that runs the command. Tests read the screen as a user sees the screen. */
export interface Terminal {
  /** Returns the text of the screen without trailing blanks. */
  readonly screen: () => string;
  /** Returns the colour of the first cell of a text, or -1 for the default colour. */
  readonly colourOf: (text: string) => number;
  /** Types keys. */
  readonly type: (keys: string) => void;
  readonly exitCode: Promise<number>;
  readonly close: () => void;
}

/** Starts the command in a terminal of 80 columns. Lines above the screen cannot be read. */
export function openTerminal(args: readonly string[], env: Readonly<Record<string, string>>, rows = 24): Terminal {
  const size = { cols: 80, rows };
  const emulator = new headless.Terminal({ ...size, allowProposedApi: true });
  const settings = { TERM: 'xterm-256color', ...environment(env) };
  const pty = spawn(process.execPath, [program, ...args], { ...size, name: 'xterm-256color', env: settings });
  pty.onData((data) => {
    emulator.write(data);
  });
  const exitCode = new Promise<number>((resolve) => {
    pty.onExit((exit) => {
      // The callback runs after the last output is on the screen.
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
