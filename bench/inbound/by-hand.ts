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

/** The same, after a look at the declared length. */
export async function outgoingOfLength(req: Request): Promise<Response> {
  if (Number(req.headers.get('content-length')) > 65_536) return new Response(null, { status: 413 });
  return outgoing(req);
}

/** The same as the first; on workerd the body is read as that of a response, since `text()` of a form writes a warning into the log. */
export async function outgoingAsResponse(req: Request): Promise<Response> {
  return answerForm(await textOf(req));
}

/** The same, with five seconds for the body. */
export async function outgoingInTime(req: Request): Promise<Response> {
  return answerForm(await inTime(textOf(req)));
}

/** The same, after a look at the declared type and length. */
export async function outgoingInBounds(req: Request): Promise<Response> {
  return isTooMuch(req) ? new Response(null, { status: 413 }) : answerForm(await inTime(textOf(req)));
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

/** The same, in the bounds of `outgoingInBounds`. */
export async function pressInBounds(req: Request): Promise<Response> {
  if (isTooMuch(req)) return new Response(null, { status: 413 });
  return answerPress(new URLSearchParams(await inTime(textOf(req))).get('payload') ?? '{}');
}

export const Task = v.object({
  action: v.picklist(['add', 'remove']),
  id: v.number(),
  delay: v.optional(v.number()),
  silent: v.boolean(),
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
