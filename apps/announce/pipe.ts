// journalctl -f | WEBHOOK_URL=… bun pipe.ts
import { SendError } from 'synochat';
import { gatherLines } from './gather.ts';
import { runScript } from './script.ts';

// The first Ctrl-C is for whoever writes into the pipe: its last lines are still to come.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => undefined);

await runScript(async (post) => {
  for await (const lines of gatherLines(process.stdin.setEncoding('utf8'))) {
    if (lines.trim() === '') continue;
    try {
      // The retries double their waits, to some six minutes in all: a NAS may restart.
      await post(`\`\`\`\n${unfenced(lines).trimEnd()}\n\`\`\``, { retries: 13 });
    } catch (error) {
      // What Chat did not take is not lost: `… | bun pipe.ts >> unsent.log`
      if (error instanceof SendError) for (const { text = '' } of error.remaining) console.log(text);
      // Or else this would wait for its end.
      process.stdin.destroy();
      throw error;
    }
  }
});

/** A fence within would end the block: a zero-width space is put into it. */
function unfenced(lines: string): string {
  return lines.replaceAll('``', '`\u200b`');
}
