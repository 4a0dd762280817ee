import { type Message, truncate } from '../index.ts';
import type { StoredMessage } from './store.ts';

/** Messages of one digest at most. */
export const maxDigest = 100;
/** Code points of a first line at most. */
const lineLength = 160;

/** Returns as many messages from the front as fit into one post, and the post; a single message stays itself. */
export function joinMessages(
  messages: readonly StoredMessage[],
  maxText = 2000,
): { readonly messages: readonly StoredMessage[]; readonly digest: Message | undefined } {
  const end = messages.findIndex(({ joined, remaining }) => !joined || remaining);
  const lines: string[] = [];
  // Room for a heading with the number.
  let room = maxText - 20;
  for (const message of end < 0 ? messages : messages.slice(0, end)) {
    const line = digestLine(message);
    room -= Array.from(line).length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  if (lines.length < 2) return { messages: messages.slice(0, 1), digest: undefined };
  const digest = { text: [`*${lines.length} messages*`, ...lines].join('\n') };
  return { messages: messages.slice(0, lines.length), digest };
}

function digestLine({ id, message: { text = '', fileUrl } }: StoredMessage): string {
  // Not the bracket or the fence that JSON begins with.
  const full = text.split('\n').find((each) => /[^\s`{}[\]]/.test(each)) ?? '';
  // A fence would swallow the lines behind.
  const line = truncate(full.replaceAll('```', '').trim(), lineLength);
  const link = /<https?:\/\/[^<>\n]+>|https?:\/\/[^\s<>]+/.exec(text)?.[0] ?? (fileUrl && `<${String(fileUrl)}>`);
  return [`• #${id}`, line, link !== undefined && !line.includes(link) && link].filter(Boolean).join(' ');
}
