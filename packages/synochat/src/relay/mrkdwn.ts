import { plain } from '../index.ts';
import { linkTo } from './address.ts';
import { convertAround, plainCode, withSingleMarks } from './code.ts';

/**
 * Returns Slack's mrkdwn in Chat's markup.
 *
 * Source of the forms in angle brackets: Slack's page "Formatting text for app surfaces".
 */
export function fromMrkdwn(text: string): string {
  return convertAround(text, fromProse, fromCode);
}

function fromProse(text: string): string {
  return withSingleMarks(text)
    .replace(/^( *)\* +/gm, '$1• ')
    .replace(references, (whole, inside?: string) =>
      inside === undefined ? plain(withoutEntities(whole)) : showReference(inside, linkTo),
    );
}

/** Slack shows the address of a link in code, and Chat would show its marks. */
function fromCode(text: string): string {
  const resolved = text.replace(references, (whole, inside?: string) =>
    inside === undefined || !isReference.test(inside)
      ? withoutEntities(whole)
      : showReference(inside, (url, label) => (label ? `${label} (${url})` : url)),
  );
  return plainCode(resolved);
}

const isReference = /^(?:[@#!]|https?:|mailto:)/i;

/** A reference in angle brackets, an entity, or a bracket that opens nothing. */
const references = /<([^<>\n]*)>|<|&(?:lt|gt|amp);/g;

/** Returns a reference as Slack shows it. An unknown one becomes plain text. */
function showReference(inside: string, showLink: (url: string, label?: string) => string): string {
  const bar = inside.indexOf('|');
  const target = withoutEntities(bar < 0 ? inside : inside.slice(0, bar)).trim();
  const label = bar < 0 ? '' : withoutEntities(inside.slice(bar + 1)).trim();
  const name = plain(label || target.slice(1)).replace(/^[@#]/, '');
  if (/^[@#]/.test(target)) return target.charAt(0) + name;
  if (target.startsWith('!subteam^')) return `@${name.replace(/^subteam\^/, '')}`;
  if (target.startsWith('!date^')) return plain(label);
  if (/^!(here|channel|everyone)$/.test(target)) return `@${target.slice(1)}`;
  if (/^https?:\/\//i.test(target)) return showLink(target, label);
  return /^mailto:/i.test(target) ? plain(label || target.slice(7)) : plain(withoutEntities(`<${inside}>`));
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

function withoutEntities(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity);
}
