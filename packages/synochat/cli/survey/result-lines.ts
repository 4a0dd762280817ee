import type { Profile, ProfileAnswer } from './profile.ts';

const answerTitles: Readonly<Record<string, string>> = {
  '10.3': 'pause',
  '1.10.4': 'scope of the pause',
  '1.6.2': 'text length',
  '1.6.5': 'longer texts',
  '10.2': 'unit of length',
  '10.25': 'missing file',
  '10.26': 'file extension',
  '1.5.1': 'file size',
  '1.5.8': 'HEAD of files',
  fileTimeout: 'wait for files',
  fileOrder: 'order of the checks',
  '10.1': 'JSON bodies',
  '11.6': 'line breaks',
  '10.24': 'channel_ids',
  '10.27': 'answer to a post',
  '4.3.3': 'ids as strings',
  '10.4': 'several users',
  '10.5': 'unknown user',
  '10.18': 'trigger words',
  '10.29': 'form of a hook',
  '10.13': 'blanks in a hook',
  '11.1': 'no trigger word',
  '10.9': 'HEAD before a hook',
  '11.12': 'name in a hook',
  '10.11': 'timeout of a hook',
  '10.12': 'retries of a hook',
  '10.14': 'slash command',
  '10.16': 'file in an answer',
  '10.30': 'notice of a failure',
  '10.10': 'status 204',
  '10.32': 'answers and the pause',
  '10.31': 'ids of users',
  '11.3': 'command to a bot',
  '10.20': 'press of a button',
  '10.21': 'post id of a press',
  '10.23': 'signs of HTML',
  '10.19': 'type of the channel',
  '2.3': 'ids of posts',
  '10.33': 'long reply to a hook',
  '10.15': 'text of a command',
  '3.7': 'attachment in answer',
  '4.2': 'message to a bot',
  '10.22': 'style of a button',
  '1.8.2': 'mixed recipients',
  '10.7': 'wrong token',
};

/** The questions that decide the switches. */
const questions: Readonly<Record<string, string>> = {
  ...{ rateInterval: '10.3', rateScope: '1.10.4', maxTextLength: '1.6.2', tooLong: '1.6.5', lengthUnit: '10.2' },
  ...{ requireFileExtension: '10.26', maxFileBytes: '1.5.1', fileHead: '1.5.8', jsonBody: '10.1' },
  ...{ controlCharacters: '11.6', channelIds: '10.24', stringIds: '4.3.3', multiUser: '10.4', triggerMatch: '10.18' },
  ...{ hookFormat: '10.29', spaceEncoding: '10.13', emptyTrigger: '11.1', headProbe: '10.9', hookName: '11.12' },
  ...{ hookTimeout: '10.11', retries: '10.12', minimalSlash: '10.14', failureNotice: '10.30', strictAck: '10.10' },
  ...{ replyCounts: '10.32', webhookUserIdOffset: '10.31', slashToBot: '11.3', buttonPostIdType: '10.21' },
};

const titleWidth = 24;
const width = 80;

/** Returns the results for a person, in lines of 80 columns: answers first, then everything that stayed unknown. */
export function resultLines({ answers, unobserved, switches }: Profile): string[] {
  const { '10.3': pause, ...others } = answers;
  const whyNoValue = (name: string | undefined) => (name === undefined ? undefined : ownOf(unobserved, name));
  const found = Object.entries(others).map(([key, { says, trust, switch: name }]) => {
    const reason = whyNoValue(name);
    return row(key, [trust === 'observed' ? says : `${says} (${trust})`, ...(reason ? [reason] : [])].join('; '));
  });
  const noPause = pause && whyNoValue('rateInterval');
  const unknown = Object.entries(unobserved).filter(
    ([name]) => !hidden.test(name) && ownOf(answers, ownOf(questions, name) ?? name) === undefined,
  );
  return [
    'Learned:',
    ...(pause ? [`  ${pauseText(pause, switches['rateInterval'])}`] : []),
    ...(noPause ? wrapped(noPause, 6, 6) : []),
    ...found.flat(),
    ...(unknown.length === 0 ? [] : ['', 'Not learned:']),
    ...byReason(unknown).flatMap(([reason, titles]) => wrapped(`${titles.join(', ')}: ${reason}`, 2, 4)),
  ];
}

/** Switches that no survey observes. */
const hidden = /^(fault.+|latency|verifyHookCertificates|uploadText)$/;

/** Returns each reason once, with the titles of everything that stayed unknown for this reason. */
function byReason(unknown: readonly (readonly [name: string, reason: string])[]): [reason: string, titles: string[]][] {
  const groups = new Map<string, string[]>();
  for (const [name, reason] of unknown) {
    const key = ownOf(questions, name) ?? name;
    groups.set(reason, [...(groups.get(reason) ?? []), ownOf(answerTitles, key) ?? key]);
  }
  return [...groups];
}

/** A profile may come from anywhere, and an answer in it may have any name, such as `constructor`. */
function ownOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Returns the lines of one result: the title, and a text that is wrapped beside the title. */
function row(key: string, text: string): string[] {
  const [first = '', ...rest] = wrapped(text, 2 + titleWidth, 2 + titleWidth);
  return [`  ${(ownOf(answerTitles, key) ?? key).padEnd(titleWidth)}${first.trimStart()}`, ...rest];
}

/** Wraps a text between words, with a number of blanks before the first line and before each further line. */
function wrapped(text: string, indent: number, next: number): string[] {
  const [head = '', ...words] = text.split(' ');
  const lines = [`${' '.repeat(indent)}${head}`];
  for (const word of words) {
    const line = `${lines.at(-1) ?? ''} ${word}`;
    if (line.length > width) lines.push(`${' '.repeat(next)}${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines;
}

/** Returns the pause in seconds: the value if one was observed, else the range. */
function pauseText({ says, range, rule }: ProfileAnswer, value: unknown): string {
  if (!range || rule !== undefined) return says;
  const [low, high] = range;
  const seconds = (ms: number, round: (number: number) => number) => round(ms / 10) / 100;
  const found = `${seconds(low, Math.floor)} to ${seconds(high, Math.ceil)}`;
  const told = typeof value === 'number' ? seconds(value, Math.round) : found;
  return `Chat allows a post every ${told} s (${says})`;
}
