import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { readText } from '../body.ts';
import type { Directory } from '../directory.ts';
import type { Integrations } from '../integrations.ts';
import type { Say } from '../say.ts';
import { readSwitches, type Switches } from '../switches.ts';
import type { Timeline } from '../timeline.ts';
import { createEvents } from './events.ts';
import { toView } from './view.ts';

export interface PageParts {
  readonly directory: Directory;
  readonly integrations: Integrations;
  readonly timeline: Timeline;
  readonly switches: Switches;
  readonly say: Say;
}

const MAX_BODY_BYTES = 64 * 1024;

const saySchema = v.object({ user: v.string(), channel: v.string(), text: v.string() });

/** What the page asks the server, as JSON. A mistake is answered with 400 and a sentence. */
export function createPageApi({ directory, integrations, timeline, switches, say }: PageParts) {
  const events = createEvents(timeline, directory);
  const api = new Hono();

  api.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const isMistake = error instanceof TypeError || error instanceof SyntaxError || error instanceof v.ValiError;
    return c.text(isMistake ? error.message : 'The server failed.', isMistake ? 400 : 500);
  });

  api.get('/room', (c) =>
    c.json({
      users: directory.users.map((user) => ({
        name: user.name,
        nickname: user.nickname,
        channels: directory.channelsOf(user).map(({ name }) => name),
      })),
      commands: integrations.commands().map(({ command, description }) => ({ command, description })),
    }),
  );
  api.post('/say', async (c) => {
    const { user, channel, text } = v.parse(saySchema, await readJson(c.req.raw));
    const seen = await say(user, channel, text);
    return c.json({ posts: seen.map(toView) });
  });
  api.get('/events', (c) => events(c, directory.user(c.req.query('user') ?? '')));
  api.get('/switches', (c) => c.json(switches));
  api.patch('/switches', async (c) => {
    const changes = v.parse(v.record(v.string(), v.unknown()), await readJson(c.req.raw));
    return c.json(Object.assign(switches, readSwitches({ ...switches, ...changes })));
  });
  return api;
}

async function readJson(req: Request): Promise<unknown> {
  const text = await readText(req, MAX_BODY_BYTES);
  if (text === undefined) throw new HTTPException(413, { message: 'The body is too large.' });
  return JSON.parse(text);
}
