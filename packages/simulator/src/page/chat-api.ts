import { Hono } from 'hono';
import * as v from 'valibot';
import type { Actions } from '../hooks/actions.ts';
import { maxUploadBytes } from '../hooks/upload.ts';
import { fromBase64, type Post } from '../room/post.ts';
import type { Server } from '../server.ts';
import { readBody } from './json-body.ts';
import { toExchangeView, toView } from './view.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const saySchema = v.object({ user: v.string(), channel: v.string(), text: v.string() });
const pressSchema = v.object({ user: v.string(), post: v.string(), attachment: count, button: count });

const uploadSchema = v.pipe(
  v.object({
    user: v.string(),
    bot: v.string(),
    name: v.string(),
    type: v.optional(v.string(), ''),
    base64: v.string(),
  }),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    const bytes = fromBase64(value.base64);
    if (bytes) return { ...value, bytes };
    addIssue({ message: 'base64: The contents of the file are not base64.' });
    return NEVER;
  }),
);
// Base64 takes four bytes for three. The remaining bytes are for the names.
const maxUploadBody = Math.ceil((maxUploadBytes * 4) / 3) + 64 * 1024;

/** Creates the routes for the actions of users and for the record of exchanges. */
export function createChatApi({ directory, exchanges }: Server, { say, upload, press }: Actions) {
  const view = (post: Post) => toView(post, directory.channelById(post.channelId)?.name);
  const api = new Hono();

  api.post('/say', async (c) => {
    const { user, channel, text } = await readBody(c.req.raw, saySchema);
    return c.json({ posts: (await say(user, channel, text)).map(view) });
  });
  api.post('/upload', async (c) => {
    const { user, bot, name, type, bytes } = await readBody(c.req.raw, uploadSchema, maxUploadBody);
    return c.json({ posts: (await upload(user, bot, new File([bytes], name, { type }))).map(view) });
  });
  api.post('/press', async (c) => {
    const { user, post, attachment, button } = await readBody(c.req.raw, pressSchema);
    return c.json({ posts: (await press(user, { id: post }, { attachment, button })).map(view) });
  });
  api.get('/exchanges', (c) =>
    c.json({ exchanges: exchanges.all().map((each) => toExchangeView(each, exchanges.canReplay(each.id))) }),
  );
  api.post('/exchanges/:id/replay', async (c) =>
    c.json({ posts: (await exchanges.replay(c.req.param('id'))).map(view) }),
  );
  return api;
}
