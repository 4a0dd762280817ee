import type { CheckedAddress } from './address.ts';
import { ask, type ChatAnswer } from './answer.ts';
import { readVersions } from './api-versions.ts';
import type { Finding } from './findings.ts';
import type { Network } from './network.ts';
import type { AddressKind } from './setting.ts';
import { judgeToken } from './token-check.ts';

/** Checks the answer of Chat to a call of the webhook without a message, or to a query for the users of the bot. */
export async function* checkChat(
  kind: AddressKind,
  address: CheckedAddress,
  network: Network,
): AsyncGenerator<Finding> {
  const versions = await readVersions(new URL(address.url), network);
  const answer = await ask(address.url, kind === 'bot' ? 'user_list' : 'incoming', network);
  const problem = judgeServer(answer, versions);
  if (problem) yield problem;
  if (problem || answer.kind !== 'api') return;
  yield { check: 'chat', result: 'ok', text: `Chat answers${versions && `, API versions ${versions}`}` };
  yield { check: 'token', ...(await judgeToken(kind, address, answer, network)) };
}

function judgeServer(answer: ChatAnswer, versions: string): Finding | undefined {
  if (answer.kind === 'none')
    return {
      check: 'chat',
      result: 'later',
      text: `There was no answer: ${answer.why}`,
      advice: 'Check whether the NAS is busy, and every proxy before it.',
    };
  if (answer.kind === 'page') return judgePage(answer.status, answer.location);
  const refusals: Readonly<Record<number, Omit<Finding, 'check'>>> = {
    102: {
      result: 'later',
      text: 'DSM answers, but Chat does not',
      advice: 'Install or start the package Synology Chat Server (Package Center in DSM).',
    },
    103: { result: 'problem', text: 'Chat has no such method', advice: 'Copy the URL from Chat again.' },
    104: {
      result: 'problem',
      text: `Chat does not know this version of the API${versions && `, only ${versions}`}`,
      advice: 'Copy the URL from Chat again: it holds version=2.',
    },
  };
  const refusal = refusals[answer.error?.apiCode ?? 0];
  return refusal && { check: 'chat', ...refusal };
}

function judgePage(status: number, location: string): Finding {
  if (status >= 300 && status < 400) {
    const text = `The address redirects${location === '' ? '' : ` to ${location}`}`;
    return {
      check: 'chat',
      result: 'problem',
      text,
      advice: 'A token is never sent to another address: use the address of the redirect in its place.',
    };
  }
  if (status >= 500)
    return {
      check: 'chat',
      result: 'later',
      text: `A proxy answers with HTTP status ${status}`,
      advice: 'The proxy does not reach DSM: check whether the NAS is on and the proxy is set up.',
    };
  const text = status === 200 ? 'A page answers, not the API of Chat' : `HTTP status ${status}, not the API of Chat`;
  const advice = 'Check host, port and path: DSM answers at /webapi/entry.cgi, and a proxy must forward /webapi/.';
  return { check: 'chat', result: 'problem', text, advice };
}
