/** The integration, as far as the names of its variables depend on it. */
type NamedIntegration =
  | { readonly kind: 'incoming'; readonly channel: string }
  | {
      readonly kind: 'outgoing';
      readonly triggerWords?: readonly string[] | undefined;
      readonly channel?: string | undefined;
    }
  | { readonly kind: 'slash'; readonly command: string }
  | { readonly kind: 'bot'; readonly name: string };

/** URLs are `WEBHOOK` and `BOT`, the others are tokens. */
type Variable = 'WEBHOOK' | 'BOT' | 'SLASH_TOKEN' | 'OUTGOING_TOKEN' | 'BOT_TOKEN';

/** Returns the name of an environment variable, such as `SYNOCHAT_SLASH_TOKEN_PING`. */
export function variable(what: Variable, name = ''): string {
  return ['SYNOCHAT', what, name].filter((part) => part !== '').join('_');
}

/**
 * Returns the NAME at the end of the variables of each integration: A–Z, 0–9 and _, the characters that every shell and
 * every reader of env files accepts. If integrations of one kind have the same NAME, the second and later are numbered.
 * A NAME is empty if the integration's name has no such character.
 */
export function variableNames(integrations: readonly NamedIntegration[]): string[] {
  const used = new Set<string>();
  return integrations.map((each) => {
    const name = suffixOf(each);
    let unique = name;
    for (let n = 2; used.has(`${each.kind} ${unique}`); n += 1) unique = [name, n].filter(Boolean).join('_');
    used.add(`${each.kind} ${unique}`);
    return unique;
  });
}

function suffixOf(each: NamedIntegration): string {
  const words =
    textOf(each)
      .toUpperCase()
      .match(/[A-Z0-9]+/g) ?? [];
  // SYNOCHAT_BOT_TOKEN is a token: the URL of a bot called "token" needs another name.
  while (each.kind === 'bot' && words[0] === 'TOKEN') words.shift();
  return words.join('_');
}

function textOf(each: NamedIntegration): string {
  switch (each.kind) {
    case 'incoming':
      return each.channel;
    case 'outgoing':
      return each.triggerWords?.[0] ?? each.channel ?? '';
    case 'slash':
      return each.command;
    case 'bot':
      return each.name;
  }
}
