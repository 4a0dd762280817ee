import { UsageError } from '@synochat/command-line';
import { parseAddress } from 'synochat';
import { relayKey } from '../key.ts';

/** A webhook that the relay posts to. */
export interface RelayedWebhook {
  /** The address, with the token: for no log. */
  readonly url: string;
  /** The key of the relay's addresses: for no log but the table. */
  readonly key: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const webhookVariable = /^SYNOCHAT_WEBHOOK(?:_(.*))?$/s;
const keyVariable = /^SYNOCHAT_RELAY_KEY(?:_(.*))?$/s;

/**
 * Returns the webhooks of `SYNOCHAT_WEBHOOK` (named `default`) and `SYNOCHAT_WEBHOOK_NAME`, by their names in lower case.
 * Rejects with a `UsageError` if no webhook is set, if a name, an address or a key is invalid, or if two webhooks share a key.
 */
export async function readWebhooks(env: Environment): Promise<ReadonlyMap<string, RelayedWebhook>> {
  const variables = named(env, webhookVariable);
  if (variables.size === 0)
    throw new UsageError(
      'Set SYNOCHAT_WEBHOOK to the URL of an incoming webhook (in Chat: your picture, Integration, Incoming Webhooks)',
    );
  const keys = named(env, keyVariable);
  for (const [name, { variable }] of keys)
    if (!variables.has(name))
      throw new UsageError(`${variable} belongs to no webhook: set the webhook of the same name`);
  const webhooks = new Map<string, RelayedWebhook>();
  for (const [name, { variable, value: url }] of variables) {
    checkAddress(variable, url);
    webhooks.set(name, { url, key: ownKey(keys.get(name)) ?? (await relayKey(url, name)) });
  }
  if (new Set(Array.from(webhooks.values(), ({ key }) => key)).size < webhooks.size)
    throw new UsageError('Two webhooks have the same key: choose a different SYNOCHAT_RELAY_KEY_NAME for each');
  return webhooks;
}

interface Variable {
  readonly variable: string;
  readonly value: string;
}

/** Returns the variables of a pattern by the names in them. An empty variable counts as absent, as in compose files. */
function named(env: Environment, pattern: RegExp): Map<string, Variable> {
  const found = new Map<string, Variable>();
  for (const [variable, value] of Object.entries(env)) {
    const match = pattern.exec(variable);
    if (!match || !value) continue;
    const name = (match[1] ?? 'default').toLowerCase();
    // A name of an outbox: a webhook whose name is ignored would get no message.
    if (!/^[a-z0-9_]{1,64}$/.test(name))
      throw new UsageError(
        `${variable}: choose a name of at most 64 letters, digits and _, without umlauts and hyphens`,
      );
    const other = found.get(name);
    if (other) throw new UsageError(`${other.variable} and ${variable} have the same name: leave out one of the two`);
    found.set(name, { variable, value });
  }
  return found;
}

function checkAddress(variable: string, url: string): void {
  try {
    parseAddress(url, 'incoming');
  } catch (error) {
    // The message names the wrong part of the address, never the address.
    throw new UsageError(`${variable}: ${error instanceof Error ? error.message : 'the address is invalid'}`);
  }
}

function ownKey(chosen: Variable | undefined): string | undefined {
  if (!chosen) return undefined;
  // Sonarr accepts these characters as the key of Apprise.
  if (!/^[a-z0-9-]{20,64}$/.test(chosen.value))
    throw new UsageError(
      `${chosen.variable} must be 20 to 64 lower-case letters, digits and hyphens, chosen at random`,
    );
  return chosen.value;
}
