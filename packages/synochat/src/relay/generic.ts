import { plain, truncate } from '../index.ts';
import { answerJson, reasonToShow, statusOf } from './answers.ts';
import { compose } from './compose.ts';
import type { NotificationFormat, ReceivedNotification } from './format.ts';
import { markOfState } from './marks.ts';
import { toPlain } from './markup.ts';
import { addressPart, type Group, titlePart } from './parts.ts';
import { type Members, parsed, wordsOf } from './words.ts';

const texts = ['text', 'message', 'body', 'content', 'msg', 'description', 'summary'];
const titleNames = ['title', 'subject', 'prefix'];
const severities = ['severity', 'level', 'priority', 'status', 'state', 'type'];
// Amazon SNS asks to open the last one.
const addresses = ['url', 'link', 'click', 'subscribeurl'];

/** The longest JSON that is shown, in code points. */
const maxJson = 1500;

/**
 * The format of any webhook: the first text among `text`, `message`, `body`, `content`, `msg`, `description` and `summary`, the
 * first title among `title`, `subject` and `prefix`, the `event`, a severity and a link, of the body or else of the query, in
 * capital or small letters. JSON without a text is shown as it is, and so is a query. DSM's own webhook is one of these, also by GET.
 *
 * @example
 * ```ts
 * const { message } = await parseNotification(req, generic);
 * ```
 */
export const generic: NotificationFormat = {
  name: 'generic',
  read: (received, options) => compose([webhookGroup(received)], options),
  accepted: () => answerJson({ ok: true }),
  refused: (error) => answerJson({ ok: error.code === 'probe', error: reasonToShow(error) }, statusOf(error)),
};

function webhookGroup({ fields, text, query }: ReceivedNotification): Group {
  const isText = Object.keys(fields).length === 0;
  const asked = Object.fromEntries(query);
  const isEmpty = text.trim() === '';
  // UptimeRobot sends all by the query. Lists and empty JSON have no members, and `[nas] The disk is full` is no JSON.
  const json = isText ? (isEmpty ? String(query) && asked : /^\s*[[{]/.test(text) && parsed(text)) : fields;
  const sent = { ...asked, ...(isText && !json && !isEmpty ? { text } : fields) };
  // Emby and Amazon SNS write `Title` and `Message`.
  const source = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]));
  const body = first(source, texts);
  const event = first(source, ['event']);
  const title = first(source, titleNames) || event;
  const severity = severities.map((name) => first(source, [name])).find(markOfState) ?? '';
  const url = first(source, addresses);
  const shown = titlePart(plain(title), url, title === event ? 'name' : 'title');
  const told = [event, severity].filter((word) => !title.toLowerCase().includes(word.toLowerCase())).map(plain);
  // Without a text, what happened is in members of other names.
  const isWhole = body !== '' || !json || (title !== '' && Object.entries(json).every(isShown));
  return {
    parts: [
      { ...shown, text: [shown.text, ...told].filter(Boolean).join(' · ') },
      { text: toPlain(body), kind: 'lead' },
      { text: isWhole ? '' : fenced(json) },
      addressPart(url, title),
    ],
    mark: markOfState(severity),
  };
}

/** Returns whether the member is shown by itself. */
function isShown([name, value]: readonly [string, unknown]): boolean {
  if (Object(value) === value) return false;
  return [texts, titleNames, severities, addresses, ['event']].some((names) => names.includes(name.toLowerCase()));
}

/** Returns the first text or number among the members of these names. */
function first(source: Members, names: readonly string[]): string {
  const values = names.map((name) => source[name]).filter((value) => /string|number/.test(typeof value));
  return values.map(wordsOf).find((words) => words.trim() !== '') ?? '';
}

/** Returns JSON, indented, as code of at most 1500 code points. */
function fenced(value: unknown): string {
  const code = plain(truncate(JSON.stringify(value, null, 2), maxJson)).replaceAll('```', "'''");
  return `\`\`\`\n${code}\n\`\`\``;
}
