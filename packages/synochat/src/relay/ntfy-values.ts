import type { ReceivedNotification } from './format.ts';
import { type Members, parsed, recordsOf, wordsOf } from './words.ts';

/** Returns a value by its name or one of its short names. */
export type Lookup = (...names: readonly string[]) => string;

/**
 * Returns how the values of a notification are found: in the JSON, the query and the headers, in this order. Apprise sends some
 * as JSON and some as headers.
 *
 * Source: ntfy's page "Publishing", list of all parameters. A header may begin with `X-`.
 */
export function lookupOf({ fields, query, headers }: ReceivedNotification): Lookup {
  return (...names) => {
    const [first = ''] = names;
    if (hasJson(fields) && fields[first] !== undefined) return wordsOf(fields[first]);
    const found = names.map((name) => query.get(name) ?? headers.get(`x-${name}`) ?? headers.get(name));
    return wordsOf(decodeHeader(found.find((value) => value !== null) ?? ''));
  };
}

/** Returns whether the body is a notification as JSON, not a text that happens to be JSON. */
export function hasJson(fields: Members): boolean {
  return ['topic', 'message'].some((name) => typeof fields[name] === 'string');
}

/** Returns the buttons: a list of JSON, or as ntfy's short form `view, Label, https://…; …`. */
export function actionsOf({ fields }: ReceivedNotification, short: string): Members[] {
  const list = fields['actions'] ?? parsed(short);
  const actions = Array.isArray(list) ? recordsOf(list) : short.split(/[;\n]/).map(actionOf);
  return actions.filter(({ action }) => action === 'view');
}

/** Returns the values of a button by their places, unless they have names. */
function actionOf(short: string): Members {
  const names = ['action', 'label', 'url'];
  const values = short.split(',').map((value, n) => {
    const [, name = names[n], text] = /^(?:(action|label|url)=)?(.*)$/s.exec(value.trim()) ?? [];
    return [name, text?.replace(/^"(.*)"$/, '$1')];
  });
  return Object.fromEntries(values) as Members;
}

/** Returns the words of a header: clients send UTF-8 as bytes, or encoded as in mail (RFC 2047). */
function decodeHeader(value: string): string {
  return fromLatin1(
    value.replace(/=\?utf-8\?([bq])\?([^?\s]*)\?=/gi, (whole, kind: string, encoded: string) => {
      try {
        return /b/i.test(kind) ? atob(encoded) : fromQuoted(encoded);
      } catch {
        return whole;
      }
    }),
  );
}

function fromQuoted(encoded: string): string {
  return encoded
    .replaceAll('_', ' ')
    .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Returns bytes that were read as Latin-1 as UTF-8, if they are UTF-8. */
function fromLatin1(value: string): string {
  if (!/[\x80-\xff]/.test(value) || /[^\0-\xff]/.test(value)) return value;
  const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
  const text = new TextDecoder().decode(bytes);
  return text.includes('\ufffd') ? value : text;
}
