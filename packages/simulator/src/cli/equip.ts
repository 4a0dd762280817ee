import type { NewIntegration } from '../room/integration.ts';
import { variable } from '../shared/variables.ts';
import type { Simulator } from '../simulator.ts';
import type { Secret } from './paste.ts';
import { suffixesOf } from './tokens.ts';

/** Creates integrations. Returns the addresses and tokens for the apps. */
export function equip(simulator: Simulator, integrations: readonly NewIntegration[]): Secret[] {
  const suffixes = suffixesOf(integrations);
  return integrations.flatMap((each, at) =>
    createIntegration(simulator, each).map(({ prefix, ...secret }) => {
      const variables = (suffixes[at] ?? []).map((suffix) => variable(prefix, suffix));
      return { ...secret, variables };
    }),
  );
}

interface NewSecret extends Omit<Secret, 'variables'> {
  /** The beginning of the names of variables. */
  readonly prefix: Parameters<typeof variable>[0];
}

function createIntegration(simulator: Simulator, integration: NewIntegration): NewSecret[] {
  switch (integration.kind) {
    case 'incoming': {
      const { url: value } = simulator.addIncoming(integration);
      return [{ title: `incoming webhook to #${integration.channel}: address`, prefix: 'WEBHOOK', value }];
    }
    case 'outgoing': {
      const { token: value } = simulator.addOutgoing(integration);
      const { channel = '', triggerWords: [word] = [] } = integration;
      return [{ title: `outgoing webhook ${word ?? `#${channel}`}: token`, prefix: 'OUTGOING_TOKEN', value }];
    }
    case 'slash': {
      const { token: value } = simulator.addSlash(integration);
      return [{ title: `slash command /${integration.command}: token`, prefix: 'SLASH_TOKEN', value }];
    }
    case 'bot': {
      const { token, url } = simulator.addBot(integration);
      const { name } = integration;
      return [
        { title: `bot @${name}: address`, prefix: 'BOT', value: url },
        { title: `bot @${name}: token`, prefix: 'BOT_TOKEN', value: token },
      ];
    }
  }
}
