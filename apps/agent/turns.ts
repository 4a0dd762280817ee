/** A message of a conversation with the model. */
export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

const maxTurns = 20;
const maxLength = 16_000;

/**
 * Returns the conversation with a question and its answer added. At most the last 20 messages with 16,000 characters stay.
 * A question without an answer is left out, because it would confuse the model.
 */
export function addTurns(before: readonly Turn[], question: string, answer: string): Turn[] {
  if (answer.trim() === '') return [...before];
  let turns: Turn[] = [...before, { role: 'user', content: question }, { role: 'assistant', content: answer }];
  while (turns.length > maxTurns || lengthOf(turns) > maxLength) turns = turns.slice(2);
  return turns;
}

function lengthOf(turns: readonly Turn[]): number {
  return turns.reduce((sum, { content }) => sum + content.length, 0);
}
