import { type CardChild, type CardElement, cardChildToFallbackText } from 'chat';
import type { Attachment, Button } from 'synochat';
import { linkTo } from 'synochat/relay';
import { invalid } from './errors.ts';
import { fromMarkdown, plainText } from './tree.ts';

/** The actions of a card. */
type Actions = Extract<CardChild, { type: 'actions' }>;
type Action = Actions['children'][number];

/** The `callbackId` of all rows of buttons. */
const callbackId = 'chat-sdk';
const styles: Readonly<Record<string, string>> = { primary: 'green', danger: 'red' };

/** Returns the card as a text in Chat's markup, with a row of buttons for each list of actions. */
export function renderCard({ title, subtitle, imageUrl, children }: CardElement): {
  text: string;
  attachments: Attachment[];
} {
  const lines = [
    ...(title ? [heading(title)] : []),
    ...(subtitle ? [plainText(subtitle)] : []),
    ...(imageUrl ? [linkTo(imageUrl)] : []),
    ...children.map(renderChild),
  ];
  return { text: lines.filter((line) => line !== '').join('\n'), attachments: children.flatMap(rowsOf) };
}

/** Throws a `ValidationError` if a message with these rows has no receiver of presses. */
export function assertNoButtons(attachments: readonly Attachment[], where: string): void {
  if (attachments.length === 0) return;
  throw invalid(`Chat reports no press of a button ${where}: use a direct message (openDM), or link buttons`);
}

function renderChild(child: CardChild): string {
  switch (child.type) {
    case 'text':
      return child.style === 'bold' ? heading(child.content) : fromMarkdown(child.content);
    case 'image':
      return linkTo(child.url, child.alt);
    case 'link':
      return linkTo(child.url, child.label);
    case 'divider':
      return '—';
    case 'fields':
      return child.children.map(({ label, value }) => `${heading(label)}: ${fromMarkdown(value)}`).join('\n');
    case 'section':
      return child.children
        .map(renderChild)
        .filter((line) => line !== '')
        .join('\n');
    case 'table':
      return [child.headers, ...child.rows].map((cells) => cells.map(plainText).join(' · ')).join('\n');
    case 'actions':
      return child.children
        .flatMap((action) => (action.type === 'link-button' ? [linkTo(action.url, action.label)] : []))
        .join(' · ');
    default:
      return plainText(cardChildToFallbackText(child) ?? '');
  }
}

/** Returns one bold line. */
function heading(text: string): string {
  return fromMarkdown(`# ${text.replace(/\s+/g, ' ').trim()}`);
}

/** Returns a row with the options of each select under its label, and then a row with all other buttons. */
function rowsOf(child: CardChild): Attachment[] {
  if (child.type === 'section') return child.children.flatMap(rowsOf);
  if (child.type !== 'actions') return [];
  const buttons = child.children.flatMap(buttonsOf);
  return [...child.children.flatMap(selectOf), ...(buttons.length > 0 ? [{ callbackId, text: '', buttons }] : [])];
}

/** A select is a button for each option: Chat has no lists to choose from. */
function selectOf(action: Action): Attachment[] {
  if (action.type === 'button' || action.type === 'link-button') return [];
  const buttons = action.options.map(({ label, value }) => ({ name: action.id, value, text: label }));
  return [{ callbackId, text: plainText(action.label), buttons }];
}

/** A disabled button is left out. */
function buttonsOf(action: Action): Button[] {
  if (action.type !== 'button' || action.disabled) return [];
  const { id, value = '', label, style = 'default' } = action;
  return [{ name: id, value, text: label, style: styles[style] }];
}
