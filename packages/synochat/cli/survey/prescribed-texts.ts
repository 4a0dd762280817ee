import { botLines } from './experiments/bot-lines.ts';
import { channelLines } from './experiments/channel-lines.ts';
import { slashLine } from './experiments/command-and-buttons.ts';

/** The lines that the survey asks a person to write. A profile holds the requests of no other texts. */
export const prescribedLines = [...channelLines, slashLine, ...botLines];

/** The texts of these lines in requests: Chat may remove blanks at the ends. */
export const prescribedTexts = [...new Set(prescribedLines.flatMap((line) => [line, line.trim()]))];
