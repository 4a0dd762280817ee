import { existsSync } from 'node:fs';
import { type Browser, chromium } from '../../../../tools/modules/playwright-core.ts';

/** The shell without a window of its own takes half of the processor time of a whole Chromium. */
const places = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];
/** Debian's browser, or the browser in CHROMIUM. A missing browser fails the test: no test is skipped. */
const executablePath = process.env['CHROMIUM'] ?? places.find(existsSync);
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the browser with further arguments. */
export async function launch(...more: string[]): Promise<Browser> {
  if (executablePath === undefined)
    throw new Error('No Chromium here: apt-get install chromium-headless-shell, or set CHROMIUM to one');
  return chromium.launch({ executablePath, args: [...args, ...more] });
}
