// A handler as one would write it without a package.
import * as v from 'valibot';
import { token } from './requests.ts';

/** The whole body is read and a constant answered: what the runtime alone costs. */
export async function bare(req: Request): Promise<Response> {
  await req.text();
  return answer('Pong');
}

/** No field is validated; the token is compared. */
export async function outgoing(req: Request): Promise<Response> {
  const form = new URLSearchParams(await req.text());
  if (form.get('token') !== token) return new Response(null, { status: 401 });
  return answer(`Pong, ${form.get('username') ?? ''}`);
}

/** The same; on workerd the body is read as that of a response, since `text()` of a form writes a warning into the log. */
export async function outgoingAsResponse(req: Request): Promise<Response> {
  return answerForm(await textOf(req));
}

/** The same, with five seconds for the body. */
export async function outgoingInTime(req: Request): Promise<Response> {
  return answerForm(await inTime(textOf(req)));
}

/** The first, after a look at the declared type and length. */
export async function outgoingOfSize(req: Request): Promise<Response> {
  return isTooMuch(req) ? new Response(null, { status: 413 }) : outgoing(req);
}

/** The first, after a look at the declared type and length, with five seconds for the body. */
export async function outgoingInBounds(req: Request): Promise<Response> {
  return isTooMuch(req) ? new Response(null, { status: 413 }) : answerForm(await inTime(textOf(req)));
}

/** The first; every field is validated, and an event made of them. */
export async function outgoingValidated(req: Request): Promise<Response> {
  return answerEvent(await textOf(req));
}

/** In bounds, and validated. */
export async function outgoingInFull(req: Request): Promise<Response> {
  return isTooMuch(req) ? new Response(null, { status: 413 }) : answerEvent(await inTime(textOf(req)));
}

/** In bounds; an error, made before, refuses a wrong token, and the caller of the function that reads answers it. */
export async function outgoingOrError(req: Request): Promise<Response> {
  try {
    return await answerOrThrow(req);
  } catch {
    return new Response(null, { status: 401 });
  }
}

const wrongToken = new Error('The token is wrong');

async function answerOrThrow(req: Request): Promise<Response> {
  if (isTooMuch(req)) throw new Error('The body is too large');
  const form = new URLSearchParams(await inTime(textOf(req)));
  if (form.get('token') !== token) throw wrongToken;
  return answer(`Pong, ${form.get('username') ?? ''}`);
}

function isTooMuch({ headers }: Request): boolean {
  return /^multipart/i.test(headers.get('content-type') ?? '') || Number(headers.get('content-length')) > 65_536;
}

function inTime(reading: Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, 5000);
    reading.then((text) => {
      clearTimeout(timer);
      resolve(text);
    }, reject);
  });
}

function answerForm(text: string): Response {
  const form = new URLSearchParams(text);
  if (form.get('token') !== token) return new Response(null, { status: 401 });
  return answer(`Pong, ${form.get('username') ?? ''}`);
}

function answerEvent(text: string): Response {
  const fields: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (Object.hasOwn(fields, name)) return new Response(null, { status: 400 });
    fields[name] = value;
  }
  if (fields['token'] !== token) return new Response(null, { status: 401 });
  delete fields['token'];
  const event = toEvent(fields);
  return event ? answer(`Pong, ${event.user.name}`) : new Response(null, { status: 400 });
}

/** Returns undefined if a field is missing or is no number where it must be one. */
function toEvent(raw: Readonly<Record<string, string>>) {
  const { user_id, username, text, channel_id, channel_name, post_id, timestamp } = raw;
  const numbers = [user_id, channel_id, post_id, timestamp];
  if (username === undefined || text === undefined || channel_name === undefined) return undefined;
  if (!numbers.every((number) => /^\d+$/.test(number ?? ''))) return undefined;
  return {
    user: { id: Number(user_id), name: username },
    channel: { id: Number(channel_id), name: channel_name, type: raw['channel_type'] },
    ...{ text, rest: text.trim(), triggerWord: raw['trigger_word'] },
    ...{ postId: post_id, threadId: raw['thread_id'] === '0' ? undefined : raw['thread_id'] },
    ...{ sentAt: new Date(Number(timestamp)), raw },
  };
}

function textOf(req: Request): Promise<string> {
  return (isWorkerd ? new Response(req.body) : req).text();
}

const isWorkerd = globalThis.navigator.userAgent === 'Cloudflare-Workers';

/** Two of the words are read, none validated. */
export async function slash(req: Request): Promise<Response> {
  const form = new URLSearchParams(await req.text());
  if (form.get('token') !== token) return new Response(null, { status: 401 });
  const [, action, id] = (form.get('text') ?? '').split(/\s+/);
  return answer(`${form.get('username') ?? ''}: ${action ?? ''} ${id ?? ''}`);
}

/** The fields and the four parameters are validated. */
export async function slashValidated(req: Request): Promise<Response> {
  const fields = v.parse(Fields, Object.fromEntries(new URLSearchParams(await req.text())));
  return answerTask(fields);
}

/** The payload is taken for what it should be. */
export async function press(req: Request): Promise<Response> {
  return answerPress(new URLSearchParams(await req.text()).get('payload') ?? '{}');
}

/** The same, in bounds. */
export async function pressInBounds(req: Request): Promise<Response> {
  if (isTooMuch(req)) return new Response(null, { status: 413 });
  return answerPress(new URLSearchParams(await inTime(textOf(req))).get('payload') ?? '{}');
}

/** In bounds; every field is validated, and an event made of them. */
export async function pressInFull(req: Request): Promise<Response> {
  if (isTooMuch(req)) return new Response(null, { status: 413 });
  const payload = new URLSearchParams(await inTime(textOf(req))).get('payload') ?? '{}';
  const press = v.safeParse(Press, JSON.parse(payload));
  if (!press.success) return new Response(null, { status: 400 });
  if (press.output.token !== token) return new Response(null, { status: 401 });
  return answer(`Done, ${press.output.user.username}`);
}

export const Task = v.object({
  action: v.picklist(['add', 'remove']),
  id: v.number(),
  delay: v.optional(v.number()),
  silent: v.boolean(),
});

const Press = v.object({
  token: v.string(),
  user: v.object({ user_id: v.number(), username: v.string() }),
  callback_id: v.string(),
  post_id: v.string(),
  actions: v.array(
    v.object({ type: v.string(), name: v.string(), value: v.string(), text: v.string(), style: v.string() }),
  ),
});

export const Fields = v.object({ token: v.string(), user_id: v.string(), username: v.string(), text: v.string() });

export function answerTask(fields: v.InferOutput<typeof Fields>): Response {
  if (fields.token !== token) return new Response(null, { status: 401 });
  const [, action, id, ...words] = fields.text.split(/\s+/);
  const input: Record<string, unknown> = { action, id: Number(id), silent: false };
  for (const word of words) {
    if (word === 'silent') input['silent'] = true;
    else if (word.startsWith('delay=')) input['delay'] = Number(word.slice(6));
  }
  const args = v.parse(Task, input);
  return answer(`${fields.username}: ${args.action} ${args.id}`);
}

export function answerPress(payload: string): Response {
  const press = JSON.parse(payload) as { token: string; user: { username: string } };
  if (press.token !== token) return new Response(null, { status: 401 });
  return answer(`Done, ${press.user.username}`);
}

export function answer(text: string): Response {
  return new Response(JSON.stringify({ text }), { headers: { 'content-type': 'application/json' } });
}
