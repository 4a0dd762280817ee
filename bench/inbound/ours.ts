// The package as its README shows it: everything is checked, and every refusal answered.
import { chatHandler, parseBot, parseOutgoing, parseSlash, RequestError, respond } from 'synochat';
import { Task } from './by-hand.ts';
import { token } from './requests.ts';

export const outgoing = chatHandler((req) => parsedOutgoing(req));

/** Without `chatHandler`: a refusal rejects. */
export async function parsedOutgoing(req: Request): Promise<Response> {
  const { user } = await parseOutgoing(req, { token });
  return respond(`Pong, ${user.name}`);
}

/** Without `chatHandler`, as a program of its own catches a refusal. */
export async function caughtOutgoing(req: Request): Promise<Response> {
  try {
    return await parsedOutgoing(req);
  } catch (error) {
    if (error instanceof RequestError) return error.getResponse();
    throw error;
  }
}

export const slash = chatHandler(async (req) => {
  const { user, args } = await parseSlash(req, Task, { token });
  return respond(`${user.name}: ${args.action} ${args.id}`);
});

export const press = chatHandler((req) => parsedPress(req));

export async function parsedPress(req: Request): Promise<Response> {
  const event = await parseBot(req, { token });
  return respond(event.kind === 'press' ? `Done, ${event.user.name}` : 'Hello');
}
