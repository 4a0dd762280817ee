import fc from 'fast-check';
import { createSimulator, type SimulatorOptions } from 'synochat-simulator';
import { describe, expect } from 'vitest';
import { attachment } from '../../test/portable/messages.ts';
import { property } from '../../test/portable/property.ts';
import { carried, units } from '../../test/portable/texts.ts';
import { acknowledge, parseBot, parseOutgoing, sendBot } from '../index.ts';

type Wire = Pick<SimulatorOptions, 'hookFormat' | 'spaceEncoding' | 'buttonPostIdType'>;

/** The ways in which servers write the same. */
const wire = fc.record<Required<Wire>>({
  hookFormat: fc.constantFrom('form', 'json'),
  spaceEncoding: fc.constantFrom('percent', 'plus'),
  buttonPostIdType: fc.constantFrom('string', 'number'),
});

/** JSON writes a surrogate that stands alone as an escape; a form has no way to. */
const arriving = (text: string, { hookFormat }: Wire) => (hookFormat === 'json' ? text : carried(text));

const typed = units.filter((text) => text.trim() !== '' && !text.startsWith('/'));

/** A chat whose app reads what it is told of with `parse`. */
function createHeard<Event>(parse: (req: Request) => Promise<Event>, options: Wire) {
  const events: Event[] = [];
  const fetch = async (req: Request) => {
    events.push(await parse(req));
    return acknowledge();
  };
  // Any beginning of a text is a trigger word here.
  const switches = { triggerMatch: 'prefix', emptyTrigger: 'empty', rateInterval: 0 } as const;
  return { nas: createSimulator({ ...options, ...switches, fetch }), events };
}

describe('whatever a user writes', () => {
  property(
    'an outgoing webhook reads it as it was written',
    [typed, fc.nat(20), wire],
    async (text, length, options) => {
      const { nas, events } = createHeard((req) => parseOutgoing(req), options);
      const word = Array.from(text).slice(0, length).join('');
      const triggerWords = word === '' ? [] : [word];
      const { token } = nas.addOutgoing({ channel: 'general', triggerWords, url: 'http://app.example/' });
      await nas.say('ada', 'general', text);
      const expected = arriving(text, options);
      const triggerWord = arriving(word, options);
      expect(events).toMatchObject([
        { text: expected, triggerWord: triggerWord || undefined, token, user: { name: 'ada' } },
      ]);
      expect(events[0]?.rest).toBe(expected.trim());
    },
  );

  property('a bot reads it as it was written', [typed, wire], async (text, options) => {
    const { nas, events } = createHeard(parseBot, options);
    nas.addBot({ name: 'robin', url: 'http://app.example/' });
    await nas.say('ada', '@robin', text);
    expect(events).toMatchObject([{ kind: 'bot', text: arriving(text, options), user: { name: 'ada' } }]);
  });
});

describe('whatever is on a button', () => {
  const withButton = attachment.filter(({ buttons }) => buttons.length > 0);

  property(
    'comes back when it is pressed',
    [fc.array(withButton, { minLength: 1, maxLength: 2 }), fc.nat(), wire],
    async (attachments, n, options) => {
      const { nas, events } = createHeard(parseBot, options);
      const { url, token } = nas.addBot({ name: 'robin', url: 'http://app.example/' });
      const { fetch } = nas;
      const { postId } = await sendBot(url, 3, { attachments }, { fetch, limiter: false });
      const all = attachments.flatMap(({ callbackId, buttons }) => buttons.map((button) => ({ callbackId, button })));
      const { text = '' } = all[n % all.length]?.button ?? {};
      // Of those that look the same it is the first.
      const chosen = all.find(({ button }) => button.text === text);
      await nas.press('ada', { id: String(postId) }, text);
      const { name, value, style } = chosen?.button ?? {};
      const actions = [{ name, value, text, style }];
      expect(events).toMatchObject([
        { kind: 'press', callbackId: chosen?.callbackId, name, value, actions, postId, token },
      ]);
    },
  );
});
