import { type Fetch, listUsers, sendIncoming } from 'synochat';
import { UsageError } from './exit.ts';
import type { Output } from './output.ts';
import type { Setting, Settings } from './settings.ts';

/** The address of a webhook or bot that is as it should be. */
export interface Address {
  /** As it was given. */
  readonly url: string;
  /** What the library calls to post, or to ask for the users as the bot. */
  readonly called: string;
  readonly token: string;
}

export type AddressKind = 'webhook' | 'bot';

/**
 * The address of that kind, from wherever it is set; its token never appears in what is said after this.
 *
 * Throws a `UsageError` where there is none or it is none.
 */
export async function findAddress(kind: AddressKind, settings: Settings, output: Output): Promise<Address> {
  const setting = settings(kind);
  if (!setting) throw new UsageError(missing[kind]);
  if (setting.from === `--${kind}` && output.watched)
    output.note(`An address on the command line is seen by others on this machine: set SYNOCHAT_${kind.toUpperCase()}`);
  return readAddress(kind, setting, output);
}

/** What the library reads in it: it is made to call, and the call goes nowhere. */
export async function readAddress(kind: AddressKind, { value, from }: Setting, output: Output): Promise<Address> {
  let called = '';
  const fetch: Fetch = (target) => {
    called = target;
    return Promise.resolve(Response.json({ success: true, data: { users: [] } }));
  };
  try {
    if (kind === 'bot') await listUsers(value, { fetch });
    else await sendIncoming(value, '-', { fetch, limiter: false });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'Wrong address'} (from ${from})`);
  }
  const token = (new URL(called).searchParams.get('token') ?? '').replaceAll('"', '');
  output.hide(token);
  output.hide(encodeURIComponent(token));
  return { url: value, called, token };
}

const missing: Readonly<Record<AddressKind, string>> = {
  webhook: `Which webhook? Copy its URL from Chat (Integration › Incoming Webhooks) and put it where others do not see it:
  export SYNOCHAT_WEBHOOK='https://…'     or     {"webhook": "https://…"} in ~/.config/synochat.json
To write to users as a bot instead: --to NAME`,
  bot: `Which bot? Copy its Incoming URL from Chat (Integration › Bots) and put it where others do not see it:
  export SYNOCHAT_BOT='https://…'     or     {"bot": "https://…"} in ~/.config/synochat.json`,
};
