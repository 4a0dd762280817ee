import { Hono } from 'hono';
import * as v from 'valibot';
import { webhookAddress } from '../api/webhook-address.ts';
import type { Server } from '../server.ts';
import { readBody } from './json-body.ts';
import { toIntegrationView } from './view.ts';

const jsonObjectSchema = v.record(v.string(), v.unknown());

/** Webhooks, slash commands and bots. Only `secret` shows a token: the token of the requested integration. */
export function createIntegrationsApi({ integrations, origin }: Server) {
  const api = new Hono();

  api.get('/', (c) => c.json({ integrations: integrations.all().map(toIntegrationView) }));
  api.post('/', async (c) => {
    const settings = await readBody(c.req.raw, jsonObjectSchema);
    return c.json(toIntegrationView(integrations.create(settings)), 201);
  });
  api.patch('/:id', async (c) => {
    const changes = await readBody(c.req.raw, jsonObjectSchema);
    return c.json(toIntegrationView(integrations.update(idOf(c.req.param('id')), changes)));
  });
  api.delete('/:id', (c) => {
    integrations.remove(idOf(c.req.param('id')));
    return c.json({});
  });
  api.post('/:id/regenerate', (c) => c.json(toIntegrationView(integrations.regenerate(idOf(c.req.param('id'))))));
  api.post('/:id/secret', (c) => {
    const { kind, token } = integrations.get(idOf(c.req.param('id')));
    if (kind === 'incoming') return c.json({ token, address: webhookAddress(origin, 'incoming', token) });
    if (kind === 'bot') return c.json({ token, address: webhookAddress(origin, 'chatbot', token) });
    return c.json({ token });
  });
  return api;
}

function idOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}
