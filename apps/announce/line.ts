// WEBHOOK_URL=… bun line.ts The backup is *done*
import { runScript, WrongUse } from './script.ts';

await runScript(async (post) => {
  const text = process.argv.slice(2).join(' ');
  if (text.trim() === '') throw new WrongUse('Usage: bun line.ts <words of the message>');
  await post(text);
});
