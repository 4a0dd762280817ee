import type { Outbox } from 'synochat/outbox';

/** The secrets and bindings of the Worker, with `SYNOCHAT_WEBHOOK_NAME` for each further webhook. */
export interface Env {
  /** The incoming webhook, as Chat shows it. */
  readonly SYNOCHAT_WEBHOOK: string;
  /** The bearer token for the addresses below `/admin/`. Undefined if it is not set. */
  readonly ADMIN_TOKEN: string | undefined;
  /** The objects of the class `Mailbox`. */
  readonly MAILBOX: { getByName(name: string): Pick<Outbox, 'put' | 'state' | 'failed' | 'retry' | 'resume'> };
}

/** Returns the webhooks by their names in lower case. `SYNOCHAT_WEBHOOK` is `default`. Throws an `Error` if no webhook is set. */
export function webhooksOf(env: Env): Record<string, string> {
  const webhooks = Object.entries(env).flatMap(([variable, value]): [string, string][] => {
    const [matches, name = 'default'] = /^SYNOCHAT_WEBHOOK(?:_([A-Z0-9_]+))?$/.exec(variable) ?? [];
    return matches === undefined || typeof value !== 'string' || value === '' ? [] : [[name.toLowerCase(), value]];
  });
  if (webhooks.length === 0) throw new Error('SYNOCHAT_WEBHOOK is not set');
  return Object.fromEntries(webhooks);
}
