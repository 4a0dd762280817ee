// SYNOCHAT_WEBHOOK=… bun digest.ts 08:00 /volume1 /volume2    (each day) or: bun digest.ts --now
import { SendError } from 'synochat';
import { nextAt, readTime, waitUntil } from './daily.ts';
import { describeMachine } from './machine.ts';
import { runScript, WrongUse } from './script.ts';

await runScript(async (post) => {
  const [when = '', ...folders] = process.argv.slice(2);
  const digest = () => describeMachine(folders.length > 0 ? folders : ['/']);
  // If a folder is missing, the program ends now.
  const today = await digest();
  if (when === '--now') {
    await post(today);
    return;
  }
  const time = readTime(when);
  if (!time) throw new WrongUse('Usage: bun digest.ts --now | <HH:MM> [folders]');
  for (;;) {
    const at = nextAt(new Date(), time);
    console.log(`The next digest is posted at ${at.toString()}`);
    await waitUntil(at);
    await post(await digest(), { retries: 22 }).catch((error: unknown) => {
      // If Chat did not accept today's digest, wait for tomorrow. If the address is invalid, end.
      if (!(error instanceof SendError)) throw error;
      console.error(error.message);
    });
  }
});
