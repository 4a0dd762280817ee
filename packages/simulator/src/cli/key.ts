import { randomBytes } from 'node:crypto';
import { UsageError } from '@synochat/command-line';
import { isKey, keyRule } from '../shared/key.ts';

const keyVariable = 'SYNOCHAT_SIMULATOR_KEY';

/** The key of a server on the network. */
export interface Key {
  readonly value: string;
  /** The name of the environment variable with the key; undefined for a new key. */
  readonly from: string | undefined;
}

/**
 * Returns the key from the environment, or else a new key if `allowNetwork` is true, or else undefined.
 *
 * Throws a `UsageError` if the key in the environment is invalid. The message does not repeat the key.
 */
export function readKey(allowNetwork: boolean, env: NodeJS.ProcessEnv): Key | undefined {
  const value = env[keyVariable];
  if (value === undefined)
    return allowNetwork ? { value: randomBytes(24).toString('base64url'), from: undefined } : undefined;
  if (!isKey(value)) throw new UsageError(`${keyVariable}: ${keyRule}.`);
  return { value, from: keyVariable };
}
