import { spawn } from 'node:child_process';
import { complain } from './say.ts';

const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  // `start` reads its first quoted argument as a title.
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens the page in the default browser of the system. Without a browser the program prints a message and goes on. */
export function openPage(url: string): void {
  const [command, ...args] = commands[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.once('error', () => {
    complain(`no browser was found: open ${url} yourself`);
  });
  child.unref();
}
