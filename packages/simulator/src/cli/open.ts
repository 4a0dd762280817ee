import { spawn } from 'node:child_process';

const COMMANDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // The empty title: "start" takes the first words in quotes for one.
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens the page in whatever browser the system has. That there is none is said and is no failure. */
export function openPage(url: string): void {
  const [command, ...args] = COMMANDS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', () => process.stderr.write(`synochat-simulator: no browser was found; open ${url} yourself\n`));
  child.unref();
}
