// Requests of Chat and answers to them, as an app writes them. Only compiled.
import {
  type BotMessage,
  type ButtonPress,
  chatHandler,
  lateWork,
  type Message,
  type OutgoingMessage,
  type OutgoingOptions,
  type ParseOptions,
  parseBot,
  parseOutgoing,
  parseSlash,
  RequestError,
  type RequestErrorCode,
  respond,
  type TokenSource,
  verifyToken,
} from 'synochat';
import * as v from 'valibot';
import { look, same } from './same.ts';

declare const req: Request;
declare const unset: string | undefined;

export async function events() {
  const outgoing = await parseOutgoing(req);
  same<OutgoingMessage>()(outgoing);
  same<string | undefined>()(outgoing.triggerWord);
  same<Date>()(outgoing.sentAt);
  // @ts-expect-error what was received is not changed
  outgoing.user.id = 1;

  const event = await parseBot(req, { token: ['old', 'new'] });
  same<BotMessage | ButtonPress>()(event);
  switch (event.kind) {
    case 'bot':
      same<string>()(event.text);
      // @ts-expect-error a message has no buttons
      look(event.actions);
      break;
    case 'press':
      same<string>()(event.callbackId);
      // @ts-expect-error a press has no text
      look(event.text);
      break;
    default:
      same<never>()(event);
  }
}

export function tokens() {
  const sources: TokenSource[] = ['one', ['one', 'other'], (token) => token === 'one', () => Promise.resolve(true)];
  // @ts-expect-error a variable that may be missing opens no door
  verifyToken('', unset);
  // @ts-expect-error there is no such option
  void parseOutgoing(req, { tokens: 'one' });
  void parseOutgoing(req, { maxBytes: undefined, timeout: undefined });
  return sources;
}

declare const maybe: { token?: string };
declare const checked: ParseOptions;

export function doors() {
  void parseOutgoing(req, {});
  void parseOutgoing(req, checked);
  void parseOutgoing(req, { ...checked, maxBytes: 3 });
  void parseOutgoing(req, { triggerWords: ['deploy'], timeout: 1 });
  void parseSlash(req, v.object({}), { ...checked, token: ['a', 'b'] });
  // @ts-expect-error a variable that may be missing opens no door, without `exactOptionalPropertyTypes` neither
  void parseOutgoing(req, { token: unset });
  // @ts-expect-error nor does it beside other options
  void parseOutgoing(req, { token: unset, triggerWords: 'deploy' });
  // @ts-expect-error nor for a command
  void parseSlash(req, v.object({}), { token: unset });
  // @ts-expect-error nor for a bot
  void parseBot(req, { token: unset });
  // @ts-expect-error nor options whose token may be missing
  void parseBot(req, maybe);
  // @ts-expect-error trigger words are of outgoing webhooks
  void parseBot(req, { token: 'one', triggerWords: 'deploy' });
}

/** Messages and options can be changed; received events are read-only. */
export function built() {
  const options: OutgoingOptions = { token: 'one' };
  options.token = ['one', 'other'];
  options.triggerWords = 'deploy';
  options.maxBytes = 1000;
  const message: Message = {};
  message.text = 'text';
  return { options, message };
}

export function answers() {
  respond('text');
  respond({ text: 'with a file', fileUrl: new URL('https://nas.example/a.png') });
  // @ts-expect-error there is no such member
  respond({ txt: 'text' });
  const handler = chatHandler((_req, env: { TOKEN: string }, late: Promise<void>) => {
    same<string>()(env.TOKEN);
    void late;
    return new Response();
  });
  same<(req: Request, env: { TOKEN: string }, late: Promise<void>) => Promise<Response>>()(handler);
  // @ts-expect-error a handler answers
  chatHandler(() => undefined);
  lateWork().run(Promise.resolve(), { waitUntil: () => undefined });
  // @ts-expect-error work is a promise
  lateWork().run(() => undefined);
}

export function refusals(error: unknown) {
  if (!(error instanceof RequestError)) return '';
  same<RequestErrorCode>()(error.code);
  // @ts-expect-error there is no such code
  return error.code === 'token_wrng' ? '' : error.reply;
}
