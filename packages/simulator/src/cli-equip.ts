import type { CliOptions } from './cli-options.ts';
import type { Secret } from './cli-paste.ts';
import type { Simulator } from './simulator.ts';

/** Makes the integrations that the command line asks for. What comes back has to be pasted into the apps. */
export function equip(
  simulator: Simulator,
  { incoming, outgoing, slash }: Pick<CliOptions, 'incoming' | 'outgoing' | 'slash'>,
): Secret[] {
  return withOwnNames([
    ...incoming.map((channel) => ({
      title: `incoming webhook to #${channel}: address`,
      variable: variableName('INCOMING', channel, 'URL'),
      value: simulator.addIncoming({ channel }).url,
    })),
    ...outgoing.map(({ channel, triggerWords, url }) => ({
      title: `outgoing webhook ${triggerWords?.[0] ?? `#${channel ?? ''}`}: token`,
      variable: variableName('OUTGOING', triggerWords?.[0] ?? channel ?? '', 'TOKEN'),
      value: simulator.addOutgoing({ channel, triggerWords, url }).token,
    })),
    ...slash.map(({ command, url }) => ({
      title: `slash command /${command}: token`,
      variable: variableName('SLASH', command, 'TOKEN'),
      value: simulator.addSlash({ command, url }).token,
    })),
  ]);
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
