/** A message as the model takes it. */
export interface Turn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface HistoryOptions {
  /** Of one user. Default: 20. */
  readonly maxTurns?: number | undefined;
  /** Characters of one user. Default: 16000. */
  readonly maxLength?: number | undefined;
  /** Then the one who has been silent longest is forgotten. Default: 1000. */
  readonly maxUsers?: number | undefined;
}

/** What was said in each user's conversation, in this process's memory. */
export interface History {
  of(userId: number): readonly Turn[];
  /** Adds a question with its answer; the oldest go, in pairs, when there is too much. */
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
      // The last in a Map is the one who spoke last.
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
