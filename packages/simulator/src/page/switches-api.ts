import { Hono } from 'hono';
import * as v from 'valibot';
import type { Server } from '../server.ts';
import { profileSchema, readLikeness } from '../switches/profile.ts';
import { describeSwitches, readSwitches } from '../switches/table.ts';
import { readBody } from './json-body.ts';

const switchChangesSchema = v.record(v.string(), v.unknown());

/** Values and descriptions of the switches. A change with an invalid value changes no switch. */
export function createSwitchesApi(server: Server) {
  const { switches } = server;
  const api = new Hono();
  api.get('/', (c) => c.json(switches));
  api.get('/descriptions', (c) => c.json({ switches: describeSwitches() }));
  api.patch('/', async (c) => {
    const changes = await readBody(c.req.raw, switchChangesSchema);
    return c.json(Object.assign(switches, readSwitches({ ...switches, ...changes })));
  });
  api.get('/profile', (c) => c.json({ title: server.likeness ?? '' }));
  api.put('/profile', async (c) => {
    const { title, switches: observed } = readLikeness(await readBody(c.req.raw, profileSchema));
    // Before the switches: a change of a switch makes the page ask for the title.
    server.likeness = title;
    return c.json(Object.assign(switches, readSwitches(observed)));
  });
  return api;
}
