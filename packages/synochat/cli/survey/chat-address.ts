import { parseAddress } from 'synochat';
import type { ChatCall } from './chat-line.ts';

/** The URL of a webhook or bot, as the survey calls it. */
export interface ChatAddress {
  readonly token: string;
  /** Returns the URL of a method, with further parameters. */
  readonly url: (method: string, more?: Readonly<Record<string, string>>, quoted?: boolean) => string;
  /** The URL of `query.cgi`. */
  readonly queryUrl: string;
  /** Returns a call that posts the payload as a form. */
  readonly form: (payload: object | string) => ChatCall;
}

export const urlEncoded = 'application/x-www-form-urlencoded';

export function readChatAddress(url: string): ChatAddress {
  const { token, kind } = parseAddress(url);
  const entry = new URL(url);
  const at = (method: string, more: Readonly<Record<string, string>> = {}, quoted = true) => {
    const query = { api: 'SYNO.Chat.External', method, version: '2', token: quoted ? `"${token}"` : token, ...more };
    const address = new URL(entry.pathname, entry);
    address.search = new URLSearchParams(query).toString();
    return address.href;
  };
  const query = new URLSearchParams({
    api: 'SYNO.API.Info',
    version: '1',
    method: 'Query',
    query: 'SYNO.Chat.External',
  });
  return {
    token,
    url: at,
    queryUrl: new URL(`query.cgi?${String(query)}`, entry).href,
    form: (payload) => ({
      url: at(kind === 'bot' ? 'chatbot' : 'incoming'),
      type: urlEncoded,
      body: `payload=${encodeURIComponent(typeof payload === 'string' ? payload : JSON.stringify(payload))}`,
    }),
  };
}
