import { harmless, type Output } from '@synochat/command-line';
import { fileNameOf, type HookEvent } from './event.ts';

/** Returns an event as lines for people: kind, user, place, and every field with a value. */
export function eventLines(event: HookEvent, token: string, style: Output['style']): string[] {
  return [
    `${clock(new Date())}  ${style('bold', titleOf(event))}`,
    field('user', `${event.user.name} (${event.user.id})`),
    ...detailsOf(event).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [field(name, value)])),
    field('token', token),
    '',
  ];
}

/** Returns the local time, such as `14:03:12`. */
export function clock(time: Date): string {
  return time.toTimeString().slice(0, 8);
}

/** Returns the kind of an event in a few words. */
export function titleOf(event: HookEvent): string {
  if (event.kind === 'slash') return `slash command /${harmless(event.command)}`;
  if (event.kind === 'press') return `button pressed: ${harmless(event.name)}`;
  return event.kind === 'bot' ? 'message to the bot' : "outgoing webhook's message";
}

function detailsOf(event: HookEvent): (readonly [name: string, value: string | undefined])[] {
  if (event.kind === 'press')
    return [
      ['value', event.value],
      ['callback', event.callbackId],
      ['post', event.postId],
    ];
  const place = event.kind === 'bot' ? undefined : event.channel;
  return [
    ['channel', place && `${place.name === '' ? 'a conversation' : place.name} (${place.id ?? 'without an id'})`],
    ['text', event.text],
    ['file', fileNameOf(event)],
    ['args', event.kind === 'slash' ? event.args.words.map((word) => JSON.stringify(word)).join(' ') : undefined],
    ['trigger', event.kind === 'outgoing' ? event.triggerWord : undefined],
    ['post', event.raw['post_id']],
    ['thread', event.kind === 'slash' ? undefined : event.threadId],
  ];
}

/** Indents the further lines of a value below the first line. */
function field(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${value
    .split(/\r?\n/)
    .map(harmless)
    .join(`\n${' '.repeat(12)}`)}`;
}
