import { UsageError } from '@synochat/command-line';
import type { NewIntegration } from '../room/integration.ts';
import { variable, variableNames } from '../shared/variables.ts';

// The variable whose value is the token, or for an incoming webhook the URL with the token.
const tokenVariables = {
  incoming: 'WEBHOOK',
  outgoing: 'OUTGOING_TOKEN',
  slash: 'SLASH_TOKEN',
  bot: 'BOT_TOKEN',
} as const;

/**
 * Returns the ends of the variables of each integration: the NAME, and an empty end if the integration is the only one
 * of its kind.
 */
export function suffixesOf(integrations: readonly NewIntegration[]): string[][] {
  const names = variableNames(integrations);
  return integrations.map(({ kind }, at) => {
    const isOnly = integrations.filter((each) => each.kind === kind).length === 1;
    return [...new Set([names[at] ?? '', ...(isOnly ? [''] : [])])];
  });
}

/**
 * Returns the integrations with the chosen tokens. Throws a `UsageError` if no integration has a variable, or if an
 * integration has two tokens.
 */
export function withTokens(
  integrations: readonly NewIntegration[],
  chosen: readonly (readonly [variable: string, token: string])[],
): NewIntegration[] {
  const suffixes = suffixesOf(integrations);
  const variables = integrations.map(({ kind }, at) =>
    (suffixes[at] ?? []).map((suffix) => variable(tokenVariables[kind], suffix)),
  );
  const result = [...integrations];
  for (const [name, token] of chosen) {
    const at = variables.findIndex((each) => each.includes(name));
    const integration = result[at];
    if (!integration) {
      const valid = variables.map(([first]) => first).join(', ');
      throw new UsageError(`--token ${name}: No integration has this variable. Valid are ${valid}.`);
    }
    if (integration.token !== undefined)
      throw new UsageError(`--token ${name}: The integration has a token already. Leave out one of the two.`);
    result[at] = { ...integration, token };
  }
  return result;
}
