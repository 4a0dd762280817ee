import { type Output, UsageError } from '@synochat/command-line';
import { type Address, parseAddress } from 'synochat';
import type { AddressKind, Setting } from './setting.ts';
import type { Settings } from './settings.ts';

/** A checked address of a webhook or bot. */
export interface CheckedAddress {
  /** The address as in the setting. */
  readonly url: string;
  readonly parts: Address;
}

/**
 * Returns the address of a kind from flag, environment or file, and hides the token in all later output.
 *
 * Throws a `UsageError` if no address is set or if the address is invalid.
 */
export function findAddress(kind: AddressKind, settings: Settings, output: Output): CheckedAddress {
  const setting = settings.read(kind);
  if (!setting) throw new UsageError(missing[kind]);
  if (setting.from === `--${kind}` && output.watched)
    output.note(`An address on the command line is seen by others on this machine: set SYNOCHAT_${kind.toUpperCase()}`);
  return checkAddress(kind, setting, output);
}

/** Returns the address of a setting. Throws a `UsageError` if the address is invalid. */
export function checkAddress(kind: AddressKind, { value, from }: Setting, output: Output): CheckedAddress {
  try {
    const parts = parseAddress(value, kind === 'bot' ? 'bot' : 'incoming');
    output.hide(parts.token);
    output.hide(encodeURIComponent(parts.token));
    return { url: value, parts };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'The address is invalid'} (from ${from})`);
  }
}

const missing: Readonly<Record<AddressKind, string>> = {
  webhook: `No webhook is set. Copy its URL from Chat (Integration › Incoming Webhooks) and store it where others cannot see it:
  export SYNOCHAT_WEBHOOK='https://…'     or     {"webhook": "https://…"} in ~/.config/synochat.json
To write to a user as a bot instead, add --to NAME`,
  bot: `No bot is set. Copy its Incoming URL from Chat (Integration › Bots) and store it where others cannot see it:
  export SYNOCHAT_BOT='https://…'     or     {"bot": "https://…"} in ~/.config/synochat.json`,
};
