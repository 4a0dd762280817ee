import type { Integration } from '../api.ts';

/** Returns the title of each integration by its id. The second and later of one title have a number. */
export function titlesOf(integrations: readonly Integration[]): ReadonlyMap<number, string> {
  const used = new Map<string, number>();
  return new Map(
    integrations.map((each) => {
      const title = titleOf(each);
      const count = (used.get(title) ?? 0) + 1;
      used.set(title, count);
      return [each.id, count === 1 ? title : `${title} ${count}`];
    }),
  );
}

function titleOf(integration: Integration): string {
  if (integration.kind === 'slash') return `/${integration.command}`;
  const name = integration.name || 'Unnamed';
  return integration.kind === 'bot' ? `@${name}` : name;
}
