import fc from 'fast-check';
import type { Message } from '../../src/index.ts';
import { carried, units } from './texts.ts';

const styles = fc.constantFrom('green', 'grey', 'red', 'orange', 'blue', 'teal');

const button = fc.record({ name: units, value: units, text: units, style: fc.option(styles, { nil: undefined }) });

export const attachment = fc.record({ callbackId: units, text: units, buttons: fc.array(button, { maxLength: 3 }) });

/** As somebody writes an address: percent-encoded, as it is, or as a `URL`. */
const fileUrl = units.chain((name) => {
  const encoded = `https://files.example/${encodeURIComponent(carried(name))}`;
  return fc.constantFrom(encoded, `https://files.example/${name}`, `http://files.example/?q=${name}`, new URL(encoded));
});

/** Any message of which something can be posted. */
export const message = fc
  .record({ text: units, fileUrl, attachments: fc.array(attachment, { maxLength: 3 }) }, { requiredKeys: [] })
  .filter(({ text = '', fileUrl, attachments = [] }) => text !== '' || fileUrl !== undefined || attachments.length > 0);

/** Returns the part of a message that a user sees. */
export function seen({ text = '', attachments = [] }: Message) {
  return {
    text,
    attachments: attachments.map((each) => ({
      ...each,
      buttons: each.buttons.map(({ style = '', ...rest }) => ({ ...rest, style })),
    })),
  };
}
