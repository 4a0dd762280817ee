import { describe, expect } from 'vitest';
import { posted, tokens, toRequest } from '../../test/portable/bodies.ts';
import { command } from '../../test/portable/commands.ts';
import { property } from '../../test/portable/property.ts';
import { everythingIn } from '../../test/portable/secrets.ts';
import { parseBot, parseOutgoing, parseSlash, RequestError } from '../index.ts';

const options = { token: tokens };

/** Each request is an event with a right token, or an error that can be answered and logged. */
async function check(parsing: Promise<{ token: string }>): Promise<void> {
  const outcome: unknown = await parsing.catch((error: unknown) => error);
  if (!(outcome instanceof Error)) {
    expect(tokens).toContain((outcome as { token: string }).token);
    return;
  }
  if (!(outcome instanceof RequestError)) throw outcome;
  const response = outcome.getResponse();
  const answer = await response.text();
  expect(response.status).toBe(outcome.status);
  const { reply } = outcome;
  const isForUser = outcome.code === 'command_invalid' || outcome.code === 'command_help';
  if (isForUser) expect(JSON.parse(answer)).toEqual({ text: reply });
  else expect(answer).toBe(reply);
  // Chat takes no longer ones.
  expect(Array.from(reply).length).toBeLessThanOrEqual(2000);
  expect(outcome.message).not.toMatch(/\p{Cc}/u);
  // In a reply a chat user may read what that user typed.
  const { message, stack } = outcome;
  const told = isForUser ? [message, stack] : [everythingIn(outcome), answer];
  expect(tokens.filter((token) => told.join().includes(token))).toEqual([]);
}

describe('whatever comes in', () => {
  property('as an outgoing webhook is one, or refused', [posted], (sent) =>
    check(parseOutgoing(toRequest(sent), options)),
  );

  property('as a slash command is one, or refused', [posted, command], (sent, { schema }) =>
    check(parseSlash(toRequest(sent), schema, options)),
  );

  property('as a message to a bot or a press is one, or refused', [posted], (sent) =>
    check(parseBot(toRequest(sent), options)),
  );
});
