import type { Exchange, RecordExchange, Resend } from '../record/exchanges.ts';
import type { Server } from '../server.ts';
import { within } from '../shared/deadline.ts';
import { createHeldRequest } from '../shared/held-request.ts';
import { reasonOf } from '../shared/reason.ts';
import { type Answer, readAnswer } from './answer.ts';
import { encode, type WireFields } from './wire.ts';

/** One call of an app. */
export interface HookCall {
  /** The integration. Each change of settings creates another object. */
  readonly hook: object;
  readonly url: string;
  readonly kind: Exchange['kind'];
  readonly fields: WireFields;
  readonly resend: Resend;
}

/** The meaning of an app's answer, and the id of the exchange if the app answered. */
export type Called = Answer & { readonly exchangeId?: string };

/** Sends the fields to the app. Resolves with the meaning of the answer, and never rejects. */
export type CallHook = (call: HookCall) => Promise<Called>;

export function createCallHook({
  world,
  switches,
  exchanges,
}: Pick<Server, 'world' | 'switches' | 'exchanges'>): CallHook {
  const { record } = exchanges;
  const { fetch, sleep, checkCertificate } = world;
  const brokenHooks = new WeakSet<object>();

  async function post({ url, kind, fields, resend }: HookCall): Promise<Called> {
    const { type, body } = encode(fields, switches);
    const headers = { 'Content-Type': type };
    const exchange = record({ direction: 'sent', kind, method: 'POST', url, headers, body, resend });
    try {
      return await within(switches.hookTimeout, sleep, async (signal) => {
        // Whether Chat follows redirects is unknown. A followed redirect would carry the token elsewhere, so none is
        // followed.
        const response = await fetch(
          createHeldRequest(url, { method: 'POST', headers, body, redirect: 'manual', signal }),
        );
        const { answer, body: text } = await readAnswer(response, switches);
        const unchecked = isChecked(url) && !checkCertificate ? `; ${uncheckedNote}` : '';
        const note = `${answer.note}${unchecked}`;
        return { ...answer, exchangeId: exchange({ status: response.status, body: text, note }) };
      });
    } catch (error) {
      return recordFailure(error, url, exchange);
    }
  }

  async function probe({ hook, url }: HookCall): Promise<Answer | undefined> {
    const exchange = record({ direction: 'sent', kind: 'probe', method: 'HEAD', url });
    try {
      const { ok, status } = await within(switches.hookTimeout, sleep, async (signal) =>
        fetch(createHeldRequest(url, { method: 'HEAD', redirect: 'manual', signal })),
      );
      exchange({ status, note: ok ? 'the hook is there' : 'the hook is broken from now on' });
      if (ok) return undefined;
      brokenHooks.add(hook);
      return { kind: 'failure', note: `failure: the probe was answered with ${status}` };
    } catch (error) {
      return recordFailure(error, url, exchange);
    }
  }

  function isChecked(url: string): boolean {
    return switches.verifyHookCertificates && new URL(url).protocol === 'https:';
  }

  /**
   * Checks the certificate if the switch is on. If the certificate is invalid, nothing is sent and no notice is shown.
   */
  async function refuseCertificate({ url, kind, resend }: HookCall): Promise<Answer | undefined> {
    if (!isChecked(url)) return undefined;
    const exchange = record({ direction: 'sent', kind, method: 'POST', url, resend });
    const problem = await problemOf(url);
    if (problem === undefined) return undefined;
    const note = `failure: the certificate is invalid (${problem}), so nothing was sent; a NAS tells nobody`;
    exchange({ note });
    return { kind: 'nothing', note };
  }

  async function problemOf(url: string): Promise<string | undefined> {
    if (!checkCertificate) return undefined;
    try {
      return await within(switches.hookTimeout, sleep, (signal) => checkCertificate(url, signal));
    } catch {
      // If the app is unreachable, the hook itself fails and says so.
      return undefined;
    }
  }

  return async (call) => {
    const refusal = await refuseCertificate(call);
    if (refusal) return refusal;
    if (switches.headProbe) {
      const problem = brokenHooks.has(call.hook) ? brokenHook : await probe(call);
      if (problem) return problem;
    }
    let answer = await post(call);
    for (let retries = switches.retries; retries > 0 && answer.kind === 'failure'; retries -= 1)
      answer = await post(call);
    return answer;
  };
}

const brokenHook: Answer = { kind: 'failure', note: 'failure: an earlier probe found the hook broken' };

const uncheckedNote = 'the certificate was not looked at: this simulator has no "checkCertificate"';

function recordFailure(error: unknown, url: string, exchange: ReturnType<RecordExchange>): Answer {
  const note = `failure: ${reasonOf(error, url)}`;
  exchange({ note });
  return { kind: 'failure', note };
}
