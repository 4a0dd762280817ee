import type { Server } from '../server.ts';
import { createDeliver } from './deliver.ts';
import { createPress } from './press.ts';
import { createSay } from './say.ts';
import { createUpload } from './upload.ts';

/** The actions of users that reach apps. */
export type Actions = ReturnType<typeof createActions>;

export function createActions(server: Server) {
  const deliver = createDeliver(server);
  return {
    say: createSay(server, deliver),
    upload: createUpload(server, deliver),
    press: createPress(server, deliver),
  };
}
