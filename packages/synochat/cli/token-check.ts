import { randomBytes } from 'node:crypto';
import type { Address, AddressKind } from './address.ts';
import type { Finding } from './findings.ts';
import type { Network } from './network.ts';
import { type Probed, probe } from './probe.ts';

type Verdict = Omit<Finding, 'check'>;
type Answer = Extract<Probed, { kind: 'api' }>;

/** What Chat's answer to the address tells of its token. Asks again, where that tells more; posts nothing. */
export async function judgeToken(
  kind: AddressKind,
  address: Address,
  answer: Answer,
  network: Network,
): Promise<Verdict> {
  const { success, code, errors, data } = answer;
  if (success && kind === 'bot') return judgeAudience(data);
  if (kind === 'webhook' && lacksMessage(answer)) return judgeWebhook(address, network);
  if (code === 404 && errors.includes('legal'))
    return {
      result: 'problem',
      text: `The ${kind} is disabled or has no name`,
      advice: 'Enable it in Chat (Integration), and give it a name.',
    };
  if (code === 404) return judgeOtherKind(kind, address, network);
  if ([105, 119, 401].includes(code))
    return {
      result: 'problem',
      text: `Chat forbids it (API error ${code})`,
      advice: 'Is the integration enabled, and yours?',
    };
  const why = success
    ? 'Chat answered well to a call without a message'
    : `Chat gave API error ${code}, which does not say why`;
  return { result: 'unsure', text: why, advice: code === 100 ? 'One report saw this for a wrong token.' : undefined };
}

function judgeAudience(data: unknown): Verdict {
  const { users } = Object(data) as { users?: unknown };
  const count = Array.isArray(users) ? users.length : 0;
  if (count > 0) return { result: 'ok', text: `The bot is enabled; users who see it: ${count}` };
  return {
    result: 'unsure',
    text: 'The bot is enabled, but nobody sees it',
    advice: 'Turn off "Hide from bot list" in Chat, or it can write to nobody.',
  };
}

/** Whether what Chat missed is the message. */
function lacksMessage({ success, code }: Answer): boolean {
  return !success && [101, 114, 117, 120, 407].includes(code);
}

/** In which order Chat looks at token and message is a guess; what it says to a token that cannot be right tells. */
async function judgeWebhook(address: Address, network: Network): Promise<Verdict> {
  const control = await probe(variant(address, 'incoming', randomBytes(32).toString('hex')), 'POST', network);
  if (control.kind === 'api' && !control.success && !lacksMessage(control))
    return { result: 'ok', text: 'The webhook is enabled' };
  return {
    result: 'unsure',
    text: 'Chat asks for a message before it looks at the token',
    advice: 'Only a message can tell: synochat send "Hello"',
  };
}

async function judgeOtherKind(kind: AddressKind, address: Address, network: Network): Promise<Verdict> {
  const other = kind === 'bot' ? 'incoming' : 'user_list';
  const answer = await probe(variant(address, other, address.token), kind === 'bot' ? 'POST' : 'GET', network);
  const isOther =
    answer.kind === 'api' &&
    (kind === 'bot' ? lacksMessage(answer) && (await judgeWebhook(address, network)).result === 'ok' : answer.success);
  if (isOther && kind === 'bot')
    return {
      result: 'problem',
      text: 'The token is that of an incoming webhook, not of a bot',
      advice: 'Take it as SYNOCHAT_WEBHOOK, with method=incoming.',
    };
  if (isOther)
    return {
      result: 'problem',
      text: 'The token is that of a bot, not of an incoming webhook',
      advice: 'Take it as SYNOCHAT_BOT, with method=chatbot, and send --to somebody.',
    };
  return {
    result: 'problem',
    text: 'Chat does not know the token',
    advice: `It was regenerated, is cut off, or is that of an outgoing webhook or slash command: copy the URL of the ${kind} from Chat again.`,
  };
}

/** The address with another method and token. */
function variant({ called }: Address, method: string, token: string): string {
  const url = new URL(called);
  url.searchParams.set('method', method);
  url.searchParams.set('token', `"${token}"`);
  return url.href;
}
