// Messages to Chat and their results, as an app writes them. Only compiled.
import {
  type Address,
  type ChatPost,
  type ChatUser,
  callChat,
  eachPost,
  findUser,
  listUsers,
  type Message,
  memoryLimiter,
  type PostedPart,
  parseAddress,
  SendError,
  type SendErrorCode,
  type SentToUser,
  sendBot,
  sendBotAll,
  sendIncoming,
  type UpcomingRetry,
} from 'synochat';
import { look, same } from './same.ts';

declare const webhook: string;
declare const ids: readonly number[];

export async function messages() {
  same<Promise<void>>()(sendIncoming(webhook, 'text'));
  await sendIncoming(
    { host: 'nas.local', token: 'synthetic', port: 5001 },
    { fileUrl: new URL('https://a.example/b') },
  );
  await sendIncoming(new URL(webhook), 'text', {
    limiter: memoryLimiter({ burst: 2 }),
    signal: AbortSignal.timeout(9),
  });
  await sendIncoming(webhook, 'text', { limiter: false, timeout: undefined, fetch: (url, init) => fetch(url, init) });
  // A style that the types do not know.
  const button = { name: 'a', value: 'b', text: 'c', style: 'purple' };
  const message: Message = { text: 'Deploy?', attachments: [{ callbackId: 'd', text: '', buttons: [button] }] };
  return message;
}

export async function progress() {
  await sendIncoming(webhook, 'text', {
    onPosted(part) {
      same<PostedPart>()(part);
      same<number | undefined>()(part.userId);
    },
    onRetry(retry) {
      same<UpcomingRetry>()(retry);
      same<SendError>()(retry.error);
    },
  });
  await sendBot(webhook, 4, 'text', { onPosted: () => Promise.resolve() });
}

export async function addresses() {
  const address = parseAddress(webhook);
  same<Address>()(address);
  same<number>()(address.port);
  same<'incoming' | 'bot'>()(address.kind);
  await sendIncoming(address, 'text');
  same<unknown>()(await callChat(address, 'channel_list'));
  await callChat({ ...address, kind: 'bot' }, 'a_newer_method', { ids: [1], text: 'x' }, { timeout: 9 });
  // @ts-expect-error there is no such kind
  parseAddress(webhook, 'webhook');
  // @ts-expect-error a checked address is not changed
  address.port = 1;
}

export async function mistakes() {
  // @ts-expect-error the name on the wire
  await sendIncoming(webhook, { text: 'x', file_url: 'https://a.example/b' });
  // @ts-expect-error a message has one text
  await sendIncoming(webhook, { text: ['x'] });
  // @ts-expect-error a button has a name, a value and a text
  await sendIncoming(webhook, { attachments: [{ callbackId: 'd', text: '', buttons: [{ name: 'a' }] }] });
  // @ts-expect-error nothing to send
  await sendIncoming(webhook);
  // @ts-expect-error the token is missing
  await sendIncoming({ host: 'nas.local' }, 'x');
  // @ts-expect-error there is no such option
  await sendIncoming(webhook, 'x', { delay: 500 });
  // @ts-expect-error true is no limiter
  await sendIncoming(webhook, 'x', { limiter: true });
  // @ts-expect-error one user: sendBotAll writes to several
  await sendBot(webhook, [4], 'x');
  // @ts-expect-error several users: sendBot writes to one
  await sendBotAll(webhook, 4, 'x');
  // @ts-expect-error a user's id is a number
  await sendBot(webhook, '4', 'x');
}

export async function results() {
  const one = await sendBot(webhook, 4, 'x');
  same<SentToUser>()(one);
  same<string | undefined>()(one.postId);
  // @ts-expect-error to one user it resolves or rejects
  look(one.failed);

  const many = await sendBotAll(webhook, ids, { text: 'x' });
  same<readonly { readonly userId: number; readonly error: SendError }[]>()(many.failed);
  for (const { userId, postId } of many.sent) {
    same<number>()(userId);
    same<string | undefined>()(postId);
  }
  // @ts-expect-error to many users there is a result for each
  look(many.postId);

  const users = await listUsers(webhook);
  same<ChatUser[]>()(users);
  same<ChatUser | undefined>()(findUser(users, { name: 'ada' }));
}

export async function posts() {
  for await (const post of eachPost(webhook, 7)) {
    same<ChatPost>()(post);
    same<Date>()(post.sentAt);
    // @ts-expect-error what Chat holds is not changed here
    post.text = '';
  }
}

/** Every code has its words: a new one fails here, so it is a change that users see. */
const words: Record<SendErrorCode, string> = {
  chat_unavailable: '',
  method_unknown: '',
  version_unsupported: '',
  forbidden: '',
  payload_invalid: '',
  file_unreachable: '',
  token_invalid: '',
  target_missing: '',
  record_invalid: '',
  file_too_large: '',
  text_too_long: '',
  rate_limited: '',
  api_error: '',
  connect_failed: '',
  dns_failed: '',
  tls_failed: '',
  connection_lost: '',
  timeout: '',
  http_status: '',
  redirected: '',
  not_chat: '',
  reply_too_large: '',
  limiter_failed: '',
  callback_failed: '',
};

export function failures(error: unknown) {
  if (!(error instanceof SendError)) return '';
  same<SendErrorCode>()(error.code);
  same<'no' | 'partly' | 'unknown'>()(error.posted);
  same<readonly Message[]>()(error.remaining);
  // @ts-expect-error there is no such code
  return error.code === 'rate_limit' ? '' : words[error.code];
}
