import { type Address, parseAddress } from 'synochat';
import { UsageError } from './exit.ts';
import type { Output } from './output.ts';
import type { Setting, Settings } from './settings.ts';

/** A checked address of a webhook or bot. */
export interface CheckedAddress {
  /** The address as it was entered. */
  readonly url: string;
  readonly parts: Address;
}

export type AddressKind = 'webhook' | 'bot';

/**
 * Returns the address of that kind from flag, environment or file. Its token never appears in any later output.
 *
 * Throws a `UsageError` if no address is set or if it is invalid.
 */
export function findAddress(kind: AddressKind, settings: Settings, output: Output): CheckedAddress {
  const setting = settings(kind);
  if (!setting) throw new UsageError(missing[kind]);
  if (setting.from === `--${kind}` && output.watched)
    output.note(`An address on the command line is seen by others on this machine: set SYNOCHAT_${kind.toUpperCase()}`);
  return checkAddress(kind, setting, output);
}

/** Returns the address of that setting. Throws a `UsageError` if it is invalid. */
export function checkAddress(kind: AddressKind, { value, from }: Setting, output: Output): CheckedAddress {
  try {
    const parts = parseAddress(value, kind === 'bot' ? 'bot' : 'incoming');
    output.hide(parts.token);
    output.hide(encodeURIComponent(parts.token));
    return { url: value, parts };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'Wrong address'} (from ${from})`);
  }
}

const missing: Readonly<Record<AddressKind, string>> = {
  webhook: `Which webhook? Copy its URL from Chat (Integration › Incoming Webhooks) and put it where others do not see it:
  export SYNOCHAT_WEBHOOK='https://…'     or     {"webhook": "https://…"} in ~/.config/synochat.json
To write to users as a bot instead: --to NAME`,
  bot: `Which bot? Copy its Incoming URL from Chat (Integration › Bots) and put it where others do not see it:
  export SYNOCHAT_BOT='https://…'     or     {"bot": "https://…"} in ~/.config/synochat.json`,
};
