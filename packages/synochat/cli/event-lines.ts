import { harmless } from './harmless.ts';
import { fileNameOf, type Heard } from './heard.ts';
import type { Output } from './output.ts';

/** The event for people: what it is, from whom and where, and every field that says something. */
export function heardLines(heard: Heard, token: string, style: Output['style']): string[] {
  return [
    `${clock(new Date())}  ${style('bold', titleOf(heard))}`,
    field('user', `${heard.user.name} (${heard.user.id})`),
    ...detailsOf(heard).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [field(name, value)])),
    field('token', token),
    '',
  ];
}

/** `14:03:12`, here. */
export function clock(time: Date): string {
  return time.toTimeString().slice(0, 8);
}

/** Names the event in a few words. */
export function titleOf(heard: Heard): string {
  if (heard.kind === 'slash') return `slash command /${harmless(heard.command)}`;
  if (heard.kind === 'press') return `button pressed: ${harmless(heard.name)}`;
  return heard.kind === 'bot' ? 'message to the bot' : "outgoing webhook's message";
}

function detailsOf(heard: Heard): (readonly [name: string, value: string | undefined])[] {
  if (heard.kind === 'press')
    return [
      ['value', heard.value],
      ['callback', heard.callbackId],
      ['post', heard.postId],
    ];
  const place = heard.kind === 'bot' ? undefined : heard.channel;
  return [
    ['channel', place && `${place.name === '' ? 'a conversation' : place.name} (${place.id ?? 'without an id'})`],
    ['text', heard.text],
    ['file', fileNameOf(heard)],
    ['args', heard.kind === 'slash' ? heard.args.words.map((word) => JSON.stringify(word)).join(' ') : undefined],
    ['trigger', heard.kind === 'outgoing' ? heard.triggerWord : undefined],
    ['post', heard.raw['post_id']],
    ['thread', heard.kind === 'slash' ? undefined : heard.threadId],
  ];
}

/** A text of several lines stays under itself. */
function field(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value
    .split(/\r?\n/)
    .map(harmless)
    .join(`\n${' '.repeat(12)}`)}`;
}
