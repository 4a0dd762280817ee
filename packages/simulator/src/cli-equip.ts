import type { Secret } from './cli-paste.ts';
import type { NewIntegration } from './integration.ts';
import type { Simulator } from './simulator.ts';

/** Makes the integrations that were asked for. What comes back has to be pasted into the apps. */
export function equip(simulator: Simulator, integrations: readonly NewIntegration[]): Secret[] {
  return withOwnNames(integrations.flatMap((each) => make(simulator, each)));
}

function make(simulator: Simulator, integration: NewIntegration): Secret[] {
  switch (integration.kind) {
    case 'incoming': {
      const { url: value } = simulator.addIncoming(integration);
      const { channel } = integration;
      return [
        {
          title: `incoming webhook to #${channel}: address`,
          variable: variableName('INCOMING', channel, 'URL'),
          value,
        },
      ];
    }
    case 'outgoing': {
      const { token: value } = simulator.addOutgoing(integration);
      const { channel = '', triggerWords: [word] = [] } = integration;
      const variable = variableName('OUTGOING', word ?? channel, 'TOKEN');
      return [{ title: `outgoing webhook ${word ?? `#${channel}`}: token`, variable, value }];
    }
    case 'slash': {
      const { token: value } = simulator.addSlash(integration);
      const { command } = integration;
      return [{ title: `slash command /${command}: token`, variable: variableName('SLASH', command, 'TOKEN'), value }];
    }
    case 'bot': {
      const { token, url } = simulator.addBot(integration);
      const { name } = integration;
      return [
        { title: `bot @${name}: address`, variable: variableName('BOT', name, 'URL'), value: url },
        { title: `bot @${name}: token`, variable: variableName('BOT', name, 'TOKEN'), value: token },
      ];
    }
  }
}

/** A name that a shell and every reader of env files takes, such as `SLASH_PING_TOKEN`. */
function variableName(kind: string, name: string, what: string): string {
  const words = name.toUpperCase().match(/[A-Z0-9]+/gu) ?? [];
  return [kind, ...words, what].join('_');
}

/** Names that differ only in what a variable cannot hold get a number. */
function withOwnNames(secrets: readonly Secret[]): Secret[] {
  const taken = new Map<string, number>();
  return secrets.map((secret) => {
    const nth = (taken.get(secret.variable) ?? 0) + 1;
    taken.set(secret.variable, nth);
    return nth === 1 ? secret : { ...secret, variable: `${secret.variable}_${nth}` };
  });
}
