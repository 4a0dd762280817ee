import type { Server } from '../server.ts';
import { createDeliver } from './deliver.ts';
import { createPress } from './press.ts';
import { createSay } from './say.ts';
import { createUpload } from './upload.ts';

/** The user actions that apps hear of. */
export type Actions = ReturnType<typeof createActions>;

export function createActions(server: Server) {
  const deliver = createDeliver(server);
  return {
    say: createSay(server, deliver),
    upload: createUpload(server, deliver),
    press: createPress(server, deliver),
  };
}
