import type { NewIntegration } from '../room/integration.ts';
import { createToken } from '../room/token.ts';
import type { SimulatorFetch } from '../shared/world.ts';

/** Integrations whose programs run inside the simulator. */
interface Demo {
  readonly integrations: readonly NewIntegration[];
  /** Answers the hooks of the demo, and passes every other request on. */
  readonly fetch: SimulatorFetch;
}

/** The JSON of a pressed button, as far as the demo reads the JSON. */
interface Pressed {
  readonly token: string;
  readonly user: { readonly username: string };
  readonly actions: readonly [{ readonly value: string }];
}

// A reserved name, which no network resolves.
const origin = 'http://demo.invalid';

/** The lines to type, for the terminal. */
export const demoLines = `Try on the page:
  /roll 2d6     a slash command: only you see the answer
  Hello there   an outgoing webhook: everybody in the channel sees the answer
  @Lunch        a bot: choose Lunch on the left, write a message and press a button
`;

/**
 * Creates a slash command, an outgoing webhook and a bot with buttons. `network` answers every request that is not for
 * the demo.
 */
export function createDemo(network: SimulatorFetch): Demo {
  const tokens = { roll: createToken(), hello: createToken(), lunch: createToken() };
  const programs: Readonly<Record<string, (form: URLSearchParams) => object | undefined>> = {
    [`${origin}/roll`]: (form) => (form.get('token') === tokens.roll ? roll(form.get('text') ?? '') : undefined),
    [`${origin}/hello`]: (form) => (form.get('token') === tokens.hello ? hello(form.get('username') ?? '') : undefined),
    [`${origin}/lunch`]: (form) => {
      const payload = form.get('payload');
      if (payload === null) return form.get('token') === tokens.lunch ? lunchQuestion : undefined;
      const press = JSON.parse(payload) as Pressed;
      return press.token === tokens.lunch ? lunchChoice(press) : undefined;
    },
  };
  return {
    integrations: [
      { kind: 'slash', command: 'roll', description: '2d6 Rolls dice', url: `${origin}/roll`, token: tokens.roll },
      { kind: 'outgoing', name: 'Greeter', triggerWords: ['Hello'], url: `${origin}/hello`, token: tokens.hello },
      { kind: 'bot', name: 'Lunch', url: `${origin}/lunch`, token: tokens.lunch },
    ],
    fetch: async (req) => {
      const program = programs[req.url];
      if (!program) return network(req);
      // With the switch headProbe a HEAD request precedes each hook.
      if (req.method !== 'POST') return new Response();
      const answer = program(new URLSearchParams(await req.text()));
      return answer ? Response.json(answer) : new Response('The token is wrong.', { status: 403 });
    },
  };
}

/** Answers a slash command. The text begins with the command itself: `/roll 2d6`. */
function roll(text: string): object {
  const [, count, sides] = /^\/roll +([1-9]\d?)d([1-9]\d{0,2})$/.exec(text.trim()) ?? [];
  if (count === undefined || sides === undefined) return { text: 'Write `/roll 2d6` for two dice with six sides.' };
  const dice = Array.from({ length: Number(count) }, () => 1 + Math.floor(Math.random() * Number(sides)));
  return { text: `You rolled ${dice.join(' + ')} = *${dice.reduce((sum, each) => sum + each, 0)}*` };
}

/** Answers a message that begins with the trigger word. */
function hello(username: string): object {
  return { text: `Hello ${username}! Everybody in the channel sees this answer.` };
}

/** The answer to any message to the bot. */
const lunchQuestion = {
  text: 'Lunch is at twelve.',
  attachments: [
    {
      callback_id: 'lunch',
      text: 'Which dish do you take?',
      actions: [
        { type: 'button', name: 'dish', value: 'pizza', text: 'Pizza', style: 'red' },
        { type: 'button', name: 'dish', value: 'sushi', text: 'Sushi', style: 'blue' },
        { type: 'button', name: 'dish', value: 'salad', text: 'Salad', style: 'green' },
      ],
    },
  ],
};

/** Answers a pressed button. The answer replaces the post. */
function lunchChoice({ user, actions: [{ value }] }: Pressed): object {
  return { text: `${user.username} takes the ${value}.` };
}
