import type { Variables } from './settings.ts';
import { type Agent, createAgent } from './start.ts';

let agent: Agent | undefined;

export default {
  fetch(req: Request, env: Variables, ctx: { waitUntil(promise: Promise<unknown>): void }): Promise<Response> {
    const waitUntil = (task: Promise<unknown>) => {
      ctx.waitUntil(task);
    };
    // Memory lasts as long as the Worker.
    if (!env['REDIS_URL']) return (agent ??= createAgent(env)).fetch(req, { waitUntil });
    // On Workers a connection belongs to one request.
    const fresh = createAgent(env);
    const answer = fresh.fetch(req, { waitUntil });
    waitUntil(answer.then(fresh.stop, fresh.stop));
    return answer;
  },
};
