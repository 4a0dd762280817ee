import { maskMessage } from '@synochat/command-line';
import { truncate } from 'synochat';
import type { CommandEnd } from './child.ts';
import { shownByTerminal } from './terminal-text.ts';

const mostLines = 20;
const mostCharacters = 1200;

/** Returns the text of a post about a command: the outcome, the duration and the last lines of output, without tokens. */
export function describeRun(command: string, outcome: CommandEnd): string {
  const { code, duration } = outcome;
  const title = truncate(inline(maskMessage(command)), 200);
  const head = `${code === 0 ? '✅' : '❌'} \`${title}\` ${endOf(outcome)} after ${durationText(duration)}`;
  const lines = lastLines(outcome.tail);
  return lines === '' ? head : `${head}\n\`\`\`\n${lines}\n\`\`\``;
}

/** Returns a duration for people, such as `3 min 12 s`. */
function durationText(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const parts = [
    hours > 0 ? `${hours} h` : '',
    seconds >= 60 ? `${minutes} min` : '',
    hours > 0 ? '' : `${seconds % 60} s`,
  ];
  return parts.filter(Boolean).join(' ');
}

function endOf({ code, signal, problem }: CommandEnd): string {
  if (problem !== undefined) return `did not start (${problem})`;
  if (signal) return `was ended by ${signal}`;
  return code === 0 ? 'finished' : `failed with exit code ${code}`;
}

function lastLines(tail: string): string {
  const shown = maskMessage(shownByTerminal(tail.replaceAll('\r\n', '\n'))).trimEnd();
  const lines = shown.split('\n').slice(-mostLines).join('\n');
  const signs = Array.from(lines.replaceAll('```', "'''"));
  return signs.length > mostCharacters ? `…${signs.slice(-mostCharacters).join('')}` : signs.join('');
}

/** A backtick or a line end would end the code of Chat's markup. */
function inline(text: string): string {
  return text.replaceAll('`', "'").replace(/\s+/g, ' ').trim();
}
