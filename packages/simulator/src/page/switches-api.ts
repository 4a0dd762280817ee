import { Hono } from 'hono';
import * as v from 'valibot';
import type { Server } from '../server.ts';
import { describeSwitches, readSwitches } from '../switches/table.ts';
import { readBody } from './json-body.ts';

const switchChangesSchema = v.record(v.string(), v.unknown());

/** The switches: their values, what there is to know of each, and changes, all that are asked for or none. */
export function createSwitchesApi({ switches }: Server) {
  const api = new Hono();
  api.get('/', (c) => c.json(switches));
  api.get('/descriptions', (c) => c.json({ switches: describeSwitches() }));
  api.patch('/', async (c) => {
    const changes = await readBody(c.req.raw, switchChangesSchema);
    return c.json(Object.assign(switches, readSwitches({ ...switches, ...changes })));
  });
  return api;
}
