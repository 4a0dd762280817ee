import { randomBytes } from 'node:crypto';
import { isKey, keyRule } from '../shared/key.ts';
import { UsageError } from './options.ts';

const VARIABLE = 'SYNOCHAT_SIMULATOR_KEY';

/** The key of a server on the network, and whether whoever started it knows it. */
export interface Key {
  readonly value: string;
  /** The name of the variable that it was read from; undefined for a new one. */
  readonly from: string | undefined;
}

/**
 * The key from the environment, or a new one where the network is let in. Undefined where no key is needed. Throws a
 * `UsageError` for a key in the environment that is too short, without repeating it.
 */
export function readKey(allowNetwork: boolean, env: NodeJS.ProcessEnv): Key | undefined {
  const given = env[VARIABLE];
  if (given === undefined)
    return allowNetwork ? { value: randomBytes(24).toString('base64url'), from: undefined } : undefined;
  if (!isKey(given)) throw new UsageError(`${VARIABLE}: ${keyRule}.`);
  return { value: given, from: VARIABLE };
}
