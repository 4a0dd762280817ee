import type { NewIntegration } from '../room/integration.ts';
import { variable, variableNames } from '../shared/variables.ts';
import type { Simulator } from '../simulator.ts';
import type { Secret } from './paste.ts';

/** Makes the integrations that were asked for. What comes back has to be pasted into the apps. */
export function equip(simulator: Simulator, integrations: readonly NewIntegration[]): Secret[] {
  const names = variableNames(integrations);
  return integrations.flatMap((each, at) => {
    const isOnly = integrations.filter(({ kind }) => kind === each.kind).length === 1;
    return make(simulator, each).map(({ what, ...secret }) => {
      const variables = [variable(what, names[at]), ...(isOnly ? [variable(what)] : [])];
      return { ...secret, variables: [...new Set(variables)] };
    });
  });
}

interface Made extends Omit<Secret, 'variables'> {
  readonly what: Parameters<typeof variable>[0];
}

function make(simulator: Simulator, integration: NewIntegration): Made[] {
  switch (integration.kind) {
    case 'incoming': {
      const { url: value } = simulator.addIncoming(integration);
      return [{ title: `incoming webhook to #${integration.channel}: address`, what: 'WEBHOOK', value }];
    }
    case 'outgoing': {
      const { token: value } = simulator.addOutgoing(integration);
      const { channel = '', triggerWords: [word] = [] } = integration;
      return [{ title: `outgoing webhook ${word ?? `#${channel}`}: token`, what: 'OUTGOING_TOKEN', value }];
    }
    case 'slash': {
      const { token: value } = simulator.addSlash(integration);
      return [{ title: `slash command /${integration.command}: token`, what: 'SLASH_TOKEN', value }];
    }
    case 'bot': {
      const { token, url } = simulator.addBot(integration);
      const { name } = integration;
      return [
        { title: `bot @${name}: address`, what: 'BOT', value: url },
        { title: `bot @${name}: token`, what: 'BOT_TOKEN', value: token },
      ];
    }
  }
}
