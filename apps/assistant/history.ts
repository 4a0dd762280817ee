/** A message in the format of the model's server. */
export interface Turn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface HistoryOptions {
  /** Messages of one user. Default: 20. */
  readonly maxTurns?: number | undefined;
  /** Characters of one user. Default: 16000. */
  readonly maxLength?: number | undefined;
  /** Beyond this number, the user who has been silent longest is removed. Default: 1000. */
  readonly maxUsers?: number | undefined;
}

/** The conversation of each user, in memory. */
export interface History {
  of(userId: number): readonly Turn[];
  /** Adds a question with the answer. Beyond a limit the oldest pairs are removed. */
  add(userId: number, question: string, answer: string): void;
  forget(userId: number): void;
}

export function createHistory({ maxTurns = 20, maxLength = 16_000, maxUsers = 1000 }: HistoryOptions = {}): History {
  const conversations = new Map<number, readonly Turn[]>();
  return {
    of: (userId) => conversations.get(userId) ?? [],
    add(userId, question, answer) {
      let turns: readonly Turn[] = [
        ...(conversations.get(userId) ?? []),
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ];
      while (turns.length > maxTurns || lengthOf(turns) > maxLength) turns = turns.slice(2);
      // A Map is in order of insertion: the user who spoke last is the last key.
      conversations.delete(userId);
      conversations.set(userId, turns);
      const [silent] = conversations.keys();
      if (conversations.size > maxUsers && silent !== undefined) conversations.delete(silent);
    },
    forget(userId) {
      conversations.delete(userId);
    },
  };
}

function lengthOf(turns: readonly Turn[]): number {
  return turns.reduce((sum, { content }) => sum + content.length, 0);
}
