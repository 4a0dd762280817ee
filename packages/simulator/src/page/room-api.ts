import { Hono } from 'hono';
import * as v from 'valibot';
import type { User } from '../room/user.ts';
import type { Server } from '../server.ts';
import { readBody } from './json-body.ts';

// The room checks the other members when the entry is added.
const entrySchema = v.looseObject({ name: v.string() });

const userChangesSchema = v.partial(
  v.strictObject({ nickname: v.string(), deleted: v.boolean(), disabled: v.boolean() }),
);

/** Users, channels and commands, and routes to add users and channels. */
export function createRoomApi({ directory, integrations, places, addUser }: Server) {
  const userView = (user: User) => ({ ...user, channels: places.namesFor(user) });
  const api = new Hono();

  api.get('/room', (c) =>
    c.json({
      users: directory.users().map(userView),
      channels: directory.channels().map(({ id, name, type, members }) => ({ id, name, type, members })),
      commands: integrations
        .ofKind('slash')
        .filter(({ enabled }) => enabled)
        .map(({ command, description }) => ({ command, description })),
    }),
  );
  api.post('/users', async (c) => {
    return c.json(userView(addUser(await readBody(c.req.raw, entrySchema))), 201);
  });
  api.patch('/users/:name', async (c) => {
    const changes = await readBody(c.req.raw, userChangesSchema);
    return c.json(userView(directory.updateUser(c.req.param('name'), changes)));
  });
  api.post('/channels', async (c) => {
    const { id, name, type, members } = directory.addChannel(await readBody(c.req.raw, entrySchema));
    return c.json({ id, name, type, members }, 201);
  });
  return api;
}
