// Inside Hono: with its own parseBody, validating as the handlers by hand do, and with synochat/hono.
import { Hono } from 'hono';
import { respond } from 'synochat';
import * as chat from 'synochat/hono';
import * as v from 'valibot';
import { answer, answerPress, answerTask, Fields, Task } from './by-hand.ts';
import { token } from './requests.ts';

const path = '/hook';

export const parseBody = {
  outgoing: new Hono().post(path, async (c) => {
    const { token: received, username } = await c.req.parseBody<{ token: string; username: string }>();
    return received === token ? answer(`Pong, ${username}`) : c.body(null, 401);
  }).fetch,
  slash: new Hono().post(path, async (c) => answerTask(v.parse(Fields, await c.req.parseBody()))).fetch,
  press: new Hono().post(path, async (c) => answerPress((await c.req.parseBody<{ payload: string }>()).payload)).fetch,
};

export const glue = {
  outgoing: new Hono().all(path, chat.outgoing({ token }), (c) => respond(`Pong, ${c.var.outgoing.user.name}`)).fetch,
  slash: new Hono().all(path, chat.slash(Task, { token }), (c) => {
    const { user, args } = c.var.slash;
    return respond(`${user.name}: ${args.action} ${args.id}`);
  }).fetch,
  press: new Hono().all(path, chat.bot({ token }), (c) => {
    const event = c.var.bot;
    return respond(event.kind === 'press' ? `Done, ${event.user.name}` : 'Hello');
  }).fetch,
};
