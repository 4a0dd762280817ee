import { columns, UsageError } from '@synochat/command-line';
import type { Message } from 'synochat';
import type { Outbox } from 'synochat/outbox';
import { say } from './say.ts';
import { hasStore, openOutbox, type StorePlace } from './store.ts';

/** A command that works on stored messages, beside a running relay or without one. */
type Command = (work: CommandWork) => Promise<void>;

interface CommandWork {
  readonly place: StorePlace;
  /** The word behind the command, or an empty text. */
  readonly word: string;
  /** Returns the command line with these words, for hints. */
  readonly lineOf: (words: string) => string;
}

/** Prints the messages that Chat refused. */
export const listFailed: Command = ({ place, lineOf }) =>
  withOutbox(place, async (outbox) => {
    const letters = await outbox.failed();
    if (letters.length === 0) {
      say('No message failed.');
      return;
    }
    const rows = letters.map(({ id, webhook, at, code, posted, message }) => [
      ...[id, webhook, new Date(at).toISOString(), posted === 'no' ? code : `${code}, perhaps posted`],
      firstLine(message),
    ]);
    say(columns([['ID', 'WEBHOOK', 'FAILED', 'WHY', 'TEXT'], ...rows]).join('\n'));
    say(`\nPost one again with \`${lineOf('retry ID')}\`, or all of them with \`${lineOf('retry all')}\`.`);
  });

/** Prints the whole text of a message. */
export const show: Command = ({ place, word, lineOf }) =>
  withOutbox(place, async (outbox) => {
    const found = await outbox.find(word);
    if (!found) throw noMessage(lineOf);
    say(textOf(found.message));
  });

/** Puts a failed message, or all of them, back into the queue. */
export const retry: Command = ({ place, word, lineOf }) =>
  withOutbox(place, async (outbox) => {
    const count = await outbox.retry(word === 'all' ? undefined : word);
    if (count === 0 && word !== 'all') throw noMessage(lineOf);
    say(count === 1 ? 'One message waits again.' : `${count} messages wait again.`);
  });

/** Ends the pause of a webhook, or of all. */
export const resume: Command = ({ place, word }) =>
  withOutbox(place, async (outbox) => {
    const names = (await outbox.state()).map(({ webhook }) => webhook);
    // Variables name a webhook in capital letters.
    const name = word.toLowerCase();
    if (name !== '' && !names.includes(name))
      throw new UsageError(`No message is stored for a webhook of this name, only for: ${names.join(', ') || 'none'}`);
    await outbox.resume(name === '' ? undefined : name);
    say('The relay tries at once.');
  });

function noMessage(lineOf: CommandWork['lineOf']): Error {
  return new Error(`No such message is stored: look at \`${lineOf('failed')}\`, or at the ids in a digest`);
}

async function withOutbox(place: StorePlace, work: (outbox: Outbox) => Promise<void>): Promise<void> {
  if (!hasStore(place))
    throw new UsageError(`No relay has stored messages in ${place.data}: choose the folder with --data`);
  const outbox = await openOutbox(place, {});
  try {
    await work(outbox);
  } finally {
    await outbox.close();
  }
}

function textOf({ text, fileUrl, attachments = [] }: Message): string {
  const parts = [text, fileUrl, ...attachments.map((each) => each.text)];
  return parts.flatMap((part) => (part ? String(part) : [])).join('\n');
}

function firstLine(message: Message): string {
  const [line = ''] = textOf(message).split('\n');
  const characters = Array.from(line);
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : line;
}
