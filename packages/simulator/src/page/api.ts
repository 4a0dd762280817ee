import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Actions } from '../hooks/actions.ts';
import type { Server } from '../server.ts';
import { createChatApi } from './chat-api.ts';
import { createEvents } from './events.ts';
import { serveFile } from './files.ts';
import { createIntegrationsApi } from './integrations-api.ts';
import { createRoomApi } from './room-api.ts';
import { createSwitchesApi } from './switches-api.ts';

/** Creates the JSON API of the page. A client's mistake is answered with 400 and a sentence. */
export function createPageApi(server: Server, actions: Actions) {
  const events = createEvents(server);
  const api = new Hono();

  api.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    const isMistake = error instanceof TypeError || error instanceof SyntaxError;
    return c.text(isMistake ? error.message : 'The server failed.', isMistake ? 400 : 500);
  });

  api.route('/', createRoomApi(server));
  api.route('/', createChatApi(server, actions));
  api.route('/integrations', createIntegrationsApi(server));
  api.route('/switches', createSwitchesApi(server));
  api.get('/events', (c) => events(c, server.directory.user(c.req.query('user') ?? '')));
  api.get('/files/:id', (c) => serveFile(server.timeline.get(c.req.param('id'))));
  return api;
}
