import fc from 'fast-check';
import * as v from 'valibot';
import { describe } from 'vitest';
import { RequestError } from '../index.ts';
import { property } from '../testing/property.ts';
import { token } from '../testing/requests.ts';
import { countSteps } from '../testing/steps.ts';
import { pumped } from '../testing/texts.ts';
import { readBot } from './bot-events.ts';
import { readCommandLine } from './command/command.ts';
import { readGrammar } from './command/grammar.ts';
import { Outgoing } from './events.ts';
import type { Fields } from './fields.ts';
import { readOnly, scan } from './scan.ts';

const options = { a: v.optional(v.string()), help: v.boolean(), '-': v.optional(v.number()) };
const grammars = [
  v.object({ host: v.string(), ...options }),
  v.object({ n: v.number(), ...options, words: v.array(v.union([v.number(), v.boolean(), v.string()])) }),
  v.variant('do', [v.object({ do: v.literal('a'), ...options }), v.object({ do: v.literal('0'), n: v.number() })]),
].map(readGrammar);

/** What is refused was read too. */
function orRefused(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}

describe('the steps, whatever is repeated,', () => {
  const bodies = pumped.chain((text) =>
    fc.constantFrom(
      text,
      `{"text":${JSON.stringify(text)}}`,
      `{"a":${text}}`,
      String(new URLSearchParams({ token, text })),
      String(new URLSearchParams({ payload: JSON.stringify({ token, actions: text, user: text }) })),
    ),
  );

  property('to decode a body grow with its length', [bodies], (body) => {
    countSteps(
      () => {
        orRefused(() => {
          const scanned = scan(body);
          readOnly(scanned, 'token');
          scanned.open();
        });
      },
      limit(30, body),
    );
  });

  property('to read a command line grow with its length', [pumped, fc.constantFrom(...grammars)], (line, grammar) => {
    countSteps(
      () => {
        orRefused(() => readCommandLine(line, grammar));
      },
      limit(60, line),
    );
  });

  property('to make an event of fields grow with their length', [pumped, pumped], (one, other) => {
    const raw = { username: one, text: one, trigger_word: other, user_id: '4', post_id: '5', channel_id: '6' };
    const sets = [
      { ...raw, timestamp: one, channel_name: other, user: other, actions: one },
      { ...raw, timestamp: '7', channel_name: other, thread_id: one },
      {
        ...raw,
        callback_id: other,
        user: '{"user_id":4,"username":"ada"}',
        actions: `[{"name":${JSON.stringify(one)}}]`,
      },
    ];
    for (const fields of sets) {
      for (const read of [readOutgoing, readBot]) {
        countSteps(
          () => {
            orRefused(() => read(fields, token, fields));
          },
          limit(30, Object.values(fields).join('')),
        );
      }
    }
  });
});

function readOutgoing(fields: Fields, token: string): unknown {
  return new Outgoing(fields, token, ['a', ':']);
}

/** A few looks at every character, and what is done once. */
function limit(looks: number, text: string): number {
  return looks * text.length + 3000;
}
