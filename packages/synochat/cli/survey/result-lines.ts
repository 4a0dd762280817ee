import type { Profile } from './profile.ts';

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
};

/** Returns the results for a person: answers first, then everything that stayed unknown. */
export function resultLines({ answers, unobserved, switches }: Profile): string[] {
  const found = Object.entries(answers).map(([key, { says, trust }]) => {
    const title = (answerTitles[key] ?? key).padEnd(24);
    const how = trust === 'observed' ? '' : `  (${trust})`;
    const text = key === '10.3' ? pauseText(says, switches['rateInterval']) : says;
    return `  ${title}${text}${how}`;
  });
  const unknown = Object.entries(unobserved).filter(([name]) => !/^fault|^latency$/.test(name));
  return [
    'Learned:',
    ...found,
    ...(unknown.length === 0 ? [] : ['', 'Not learned:']),
    ...unknown.map(([name, reason]) => `  ${name.padEnd(24)}${reason}`),
  ];
}

function pauseText(says: string, value: unknown): string {
  const [, low, high] = /^411 up to (\d+) ms, none from (\d+) ms$/.exec(says) ?? [];
  if (low === undefined || high === undefined) return says;
  const middle = typeof value === 'number' ? value : (Number(low) + Number(high)) / 2;
  const seconds = Math.round(middle / 10) / 100;
  return `Chat allows a post every ${seconds} s (${says})`;
}
