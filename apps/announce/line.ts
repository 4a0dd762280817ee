// SYNOCHAT_WEBHOOK=… bun line.ts The backup is *done*    (--raw before the words: colours and other terminal codes too)
import { runScript, WrongUse } from './script.ts';
import { shownByTerminal } from './terminal.ts';

await runScript(async (post) => {
  const args = process.argv.slice(2);
  const text = args[0] === '--raw' ? args.slice(1).join(' ') : shownByTerminal(args.join(' '));
  if (text.trim() === '') throw new WrongUse('Usage: bun line.ts [--raw] <words of the message>');
  await post(text);
});
