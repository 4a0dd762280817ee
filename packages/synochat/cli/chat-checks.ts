import type { AddressKind, CheckedAddress } from './address.ts';
import { type Answer, ask } from './answer.ts';
import { readVersions } from './api-versions.ts';
import type { Finding } from './findings.ts';
import type { Network } from './network.ts';
import { judgeToken } from './token-check.ts';

/** Calls Chat and checks how it answers: the webhook without a message, which cannot post, or the bot for its users. */
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

function judgeServer(answer: Answer, versions: string): Finding | undefined {
  if (answer.kind === 'none')
    return {
      check: 'chat',
      result: 'later',
      text: `There was no answer: ${answer.why}`,
      advice: 'Is the NAS busy, or a proxy in the way?',
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
      advice: 'A token is not sent elsewhere: use the address it leads to.',
    };
  }
  if (status >= 500)
    return {
      check: 'chat',
      result: 'later',
      text: `A proxy answers with HTTP status ${status}`,
      advice: 'It does not reach DSM: is the NAS on, and the proxy set up?',
    };
  const what =
    status === 200 ? 'A page answers, and not the API of Chat' : `HTTP status ${status}, and not the API of Chat`;
  const advice = 'Check host, port and path: DSM answers at /webapi/entry.cgi, and a proxy has to forward /webapi/.';
  return { check: 'chat', result: 'problem', text: what, advice };
}
