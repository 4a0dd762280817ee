// Lets each client guess three tokens; whose address it is, the runtime tells.
import { chatHandler, guessBudget, parseOutgoing, respond } from 'synochat';
import vectors from '../../vectors.json' with { type: 'json' };

const budget = guessBudget({ guesses: 3 });

export const handle = chatHandler(async (req, client: string | undefined) => {
  await parseOutgoing(req, { token: budget.guard(vectors.tokens.OUT, client) });
  return respond('hello');
});
