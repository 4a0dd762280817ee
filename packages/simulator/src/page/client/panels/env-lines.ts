import { variable, variableNames } from '../../../shared/variables.ts';
import type { Integration, IntegrationSecret } from '../api.ts';

type Secrets = Partial<IntegrationSecret>;

/** Returns the lines of an env file that a program with this integration reads; `all` decides the names. */
export function envLines(
  integration: Integration,
  all: readonly Integration[],
  { token = '', address = '' }: Secrets,
): string {
  const name = variableNames(all)[all.findIndex(({ id }) => id === integration.id)];
  // A shell needs single quotes for the "&" of an address.
  const line = (what: Parameters<typeof variable>[0], value: string) => `${variable(what, name)}='${value}'`;
  switch (integration.kind) {
    case 'incoming':
      return line('WEBHOOK', address);
    case 'outgoing':
      return line('OUTGOING_TOKEN', token);
    case 'slash':
      return line('SLASH_TOKEN', token);
    case 'bot':
      return `${line('BOT', address)}\n${line('BOT_TOKEN', token)}`;
  }
}
