// journalctl -f | SYNOCHAT_WEBHOOK=… bun pipe.ts    (with --raw: colours and other terminal codes too)
import { SendError } from 'synochat';
import { gatherLines } from './gather.ts';
import { createIntake } from './intake.ts';
import { runScript } from './script.ts';
import { shownByTerminal } from './terminal.ts';

/** Milliseconds to read on after the first signal: Ctrl-C also ends the program before the pipe, whose last lines come. */
const lastLines = 1000;
/** Milliseconds after the first signal in which all that was read must be posted. */
const limit = 10_000;

const isRaw = process.argv[2] === '--raw';
const intake = createIntake(process.stdin.setEncoding('utf8'));
let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (signals++ > 0) giveUp(`Ended by a second signal`);
    setTimeout(intake.stop, lastLines).unref();
    setTimeout(giveUp, limit, `Not all was posted within ${limit / 1000} s of ${signal}`).unref();
  });
}

await runScript(async (post) => {
  for await (const lines of gatherLines(intake.chunks)) {
    try {
      const shown = isRaw ? lines : shownByTerminal(lines);
      // The retries double their waits up to 30 seconds, to some six minutes in all: a NAS may restart.
      if (shown.trim() !== '') await post(`\`\`\`\n${unfenced(shown).trimEnd()}\n\`\`\``, { retries: 22 });
      intake.settle(lines.length);
    } catch (error) {
      // What Chat did not take is not lost: `… | bun pipe.ts >> unsent.log`
      if (error instanceof SendError) for (const { text = '' } of error.remaining) console.log(text);
      intake.settle(lines.length);
      if (intake.left() !== '') console.log(intake.left().trimEnd());
      throw error;
    }
  }
}).finally(() => {
  // Or else this would wait for the end of its input.
  process.stdin.destroy();
});

/** Prints what was read and not posted, or not provably, and ends. */
function giveUp(why: string): never {
  const lines = intake
    .left()
    .split('\n')
    .filter((line) => line.trim() !== '');
  for (const line of lines) console.log(line);
  console.error(
    `${why}: ${lines.length} ${lines.length === 1 ? 'line was' : 'lines were'} not posted, as far as is known`,
  );
  process.exit(1);
}

/** A fence within would end the block: a zero-width space is put into it. */
function unfenced(lines: string): string {
  return lines.replaceAll('``', '`\u200b`');
}
