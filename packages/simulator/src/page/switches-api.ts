import { Hono } from 'hono';
import * as v from 'valibot';
import type { Server } from '../server.ts';
import { describeSwitches, readSwitches } from '../switches/table.ts';
import { readBody } from './json-body.ts';

const switchChangesSchema = v.record(v.string(), v.unknown());

/** Values and descriptions of the switches. A change with an invalid value changes no switch. */
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
