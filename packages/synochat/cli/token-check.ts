import { randomBytes } from 'node:crypto';
import type { CheckedAddress } from './address.ts';
import { ask, type ChatAnswer } from './answer.ts';
import type { Verdict } from './findings.ts';
import type { Network } from './network.ts';
import type { AddressKind } from './setting.ts';

type ApiAnswer = Extract<ChatAnswer, { kind: 'api' }>;

/** Judges the token by the answer of Chat to the address, with further calls if needed. Posts nothing. */
export async function judgeToken(
  kind: AddressKind,
  address: CheckedAddress,
  answer: ApiAnswer,
  network: Network,
): Promise<Verdict> {
  const { error } = answer;
  if (!error && kind === 'bot') return judgeAudience(answer.data);
  const code = error?.apiCode ?? 0;
  if (kind === 'webhook' && lacksMessage(answer)) return judgeWebhook(address, network);
  if (code === 404 && error?.message.includes('legal'))
    return {
      result: 'problem',
      text: `The ${kind} is disabled or has no name`,
      advice: 'Enable the integration in Chat (Integration), and enter a name.',
    };
  if (code === 404) return judgeOtherKind(kind, address, network);
  if ([105, 119, 401].includes(code))
    return {
      result: 'problem',
      text: `Chat forbids the call (API error ${code})`,
      advice: 'Check in Chat whether the integration is enabled and belongs to you.',
    };
  const why = !error ? 'Chat accepted a call without a message' : `Chat gave API error ${code}, which does not say why`;
  return {
    result: 'unsure',
    text: why,
    advice: code === 100 ? 'A user reported this error for a wrong token: copy the URL from Chat again.' : undefined,
  };
}

function judgeAudience(data: unknown): Verdict {
  const { users } = Object(data) as { users?: unknown };
  const count = Array.isArray(users) ? users.length : 0;
  if (count > 0) return { result: 'ok', text: `The bot is enabled; users who see it: ${count}` };
  return {
    result: 'unsure',
    text: 'The bot is enabled, but nobody sees it',
    advice: 'Turn off "Hide from bot list" in Chat: the bot can only write to users who see it.',
  };
}

/** Returns whether Chat refused the call for want of a message. */
function lacksMessage({ error }: ApiAnswer): boolean {
  return [101, 114, 117, 120, 407].includes(error?.apiCode ?? 0);
}

/** Calls Chat with a random token too: no document says whether Chat checks the token before the message. */
async function judgeWebhook(address: CheckedAddress, network: Network): Promise<Verdict> {
  const control = { ...address.parts, kind: 'incoming', token: randomBytes(32).toString('hex') } as const;
  const answer = await ask(control, 'incoming', network);
  if (answer.kind === 'api' && answer.error && !lacksMessage(answer))
    return { result: 'ok', text: 'The webhook is enabled' };
  return {
    result: 'unsure',
    text: 'Chat asks for a message before it checks the token',
    advice: 'Only a post can prove the token: synochat send "Hello"',
  };
}

async function judgeOtherKind(kind: AddressKind, address: CheckedAddress, network: Network): Promise<Verdict> {
  const other = { ...address.parts, kind: kind === 'bot' ? 'incoming' : 'bot' } as const;
  const answer = await ask(other, kind === 'bot' ? 'incoming' : 'user_list', network);
  const isOther =
    answer.kind === 'api' &&
    (kind === 'bot' ? lacksMessage(answer) && (await judgeWebhook(address, network)).result === 'ok' : !answer.error);
  if (isOther && kind === 'bot')
    return {
      result: 'problem',
      text: 'The token is that of an incoming webhook, not of a bot',
      advice: 'Use the URL of the webhook, with method=incoming, as SYNOCHAT_WEBHOOK.',
    };
  if (isOther)
    return {
      result: 'problem',
      text: 'The token is that of a bot, not of an incoming webhook',
      advice: 'Use the URL of the bot, with method=chatbot, as SYNOCHAT_BOT, and add --to NAME.',
    };
  return {
    result: 'problem',
    text: 'Chat does not know the token',
    advice: `Copy the URL of the ${kind} from Chat again: the token was regenerated, is cut off, or belongs to an outgoing webhook or slash command.`,
  };
}
