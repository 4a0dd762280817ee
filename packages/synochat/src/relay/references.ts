import { plain } from '../index.ts';
import { linkTo } from './address.ts';
import type { Dialect } from './dialect.ts';
import { wordsOf } from './words.ts';

/**
 * Returns the words of a reference in angle brackets, as Slack and Discord show it: a link, a mention, a channel, a date, an
 * emoji. An unknown reference becomes plain text.
 *
 * Source of the forms: Slack's page "Formatting text for app surfaces", Discord's page "Reference".
 */
export function showReference(inside: string, from: Dialect, showLink = linkTo): string {
  const [first = '', ...others] = inside.split('|');
  const [target = '', label = ''] = [first, others.join('|')].map((part) => withoutEntities(part).trim());
  const [, sign, id = ''] =
    /^([@#]|!(?:subteam\^|date\^|(?=here$|channel$|everyone$|all$)))[!&]?(.*)$/.exec(target) ?? [];
  if (sign === '!date^') return plain(label);
  if (sign !== undefined) return (sign === '#' ? '#' : '@') + plain(label || id).replace(/^[@#]/, '');
  const [, emoji] = /^a?(:\w+:)\d+$/.exec(target) ?? [];
  if (emoji !== undefined) return emoji;
  const [, seconds] = /^t:(-?\d+)/.exec(target) ?? [];
  if (seconds !== undefined) return timeOf(Number(seconds)) ?? seconds;
  if (target.startsWith('mailto:')) return plain(label || target.slice(7));
  if (from === 'markdown') return /[\s|]/.test(inside) ? plain(`<${inside}>`) : inside;
  return target.startsWith('http') ? showLink(target, label) : plain(withoutEntities(`<${inside}>`));
}

/** Returns the time of the seconds since 1970, in UTC; undefined for one that no calendar has. */
function timeOf(seconds: number): string | undefined {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? undefined : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const entities = /* @__PURE__ */ new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['euro', '€'],
  ['deg', '°'],
]);

/** Returns the text with the characters that the entities of HTML stand for. Unknown entities stay. */
export function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,6}|x[\da-f]{1,5})|(\w+));/gi, (whole, code?: string, name?: string) =>
    code === undefined ? (entities.get(name ?? '') ?? whole) : wordsOf(String.fromCodePoint(Number(`0${code}`))),
  );
}
