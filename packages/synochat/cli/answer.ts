import { callChat, type Fetch, type FetchReply, SendError, type Webhook } from 'synochat';
import type { Network } from './network.ts';

/** The answer to a call that posts nothing. */
export type ChatAnswer =
  | { readonly kind: 'api'; readonly data: unknown; readonly error?: undefined }
  | { readonly kind: 'api'; readonly error: SendError }
  | { readonly kind: 'page'; readonly status: number; readonly location: string }
  | { readonly kind: 'none'; readonly why: string };

/** Calls a method of Chat without parameters, so Chat posts nothing. Throws only the reason of the signal. */
export async function ask(address: Webhook, method: 'incoming' | 'user_list', network: Network): Promise<ChatAnswer> {
  const { fetch: send = fetch } = network;
  let reply: FetchReply | undefined;
  const recording: Fetch = async (url, init) => (reply = await send(url, init));
  try {
    return { kind: 'api', data: await callChat(address, method, {}, { ...network, fetch: recording }) };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const { code, apiCode, message } = error;
    if (apiCode !== undefined || code === 'api_error') return { kind: 'api', error };
    if (!reply || code === 'timeout' || code === 'connection_lost') return { kind: 'none', why: message };
    return { kind: 'page', status: reply.status, location: withoutQuery(reply.headers.get('location')) };
  }
}

/** Returns the address of a redirect without the query, which may hold a secret. */
function withoutQuery(location: string | null): string {
  return location !== null && URL.canParse(location) ? new URL(location).origin + new URL(location).pathname : '';
}
