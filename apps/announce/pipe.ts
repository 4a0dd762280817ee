// journalctl -f | SYNOCHAT_WEBHOOK=… bun pipe.ts    (with --raw: colours and other terminal codes too)
import { SendError } from 'synochat';
import { gatherLines } from './gather.ts';
import { createIntake } from './intake.ts';
import { runScript } from './script.ts';
import { shownByTerminal } from './terminal.ts';

/** Milliseconds to read on after the first signal: Ctrl-C also ends the program before the pipe, which may print last lines. */
const lastLines = 1000;
/** Milliseconds from the first signal until the program gives up posting. */
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
      const visible = isRaw ? lines : shownByTerminal(lines);
      // 22 retries, with waits that double up to 30 seconds, take about six minutes: the time of a NAS restart.
      if (visible.trim() !== '') await post(`\`\`\`\n${unfenced(visible).trimEnd()}\n\`\`\``, { retries: 22 });
      intake.done(lines.length);
    } catch (error) {
      // Rejected lines go to stdout: `… | bun pipe.ts >> unsent.log`
      if (error instanceof SendError) for (const { text = '' } of error.remaining) console.log(text);
      intake.done(lines.length);
      if (intake.pending() !== '') console.log(intake.pending().trimEnd());
      throw error;
    }
  }
}).finally(() => {
  // An open stdin would keep the program running.
  process.stdin.destroy();
});

/** Prints the lines that were not, or perhaps not, posted, and exits with 1. */
function giveUp(why: string): never {
  const lines = intake
    .pending()
    .split('\n')
    .filter((line) => line.trim() !== '');
  for (const line of lines) console.log(line);
  console.error(
    `${why}: ${lines.length} ${lines.length === 1 ? 'line was' : 'lines were'} not posted, as far as is known`,
  );
  process.exit(1);
}

/** Puts a zero-width space into each fence, which would end the block. */
function unfenced(lines: string): string {
  return lines.replaceAll('``', '`\u200b`');
}
