import { expect, it } from 'vitest';
import { appsToStart, lookAt } from '../pages/snippets/demos.ts';
import { startRedis } from './redis-server.ts';

it('npm start of outbox kills a worker, posts every message and says where to look', async () => {
  expect(appsToStart('npm-start-redis')).toEqual(['outbox']);
  const server = await startRedis();
  try {
    await lookAt('outbox', /All there: (\S+)/, { REDIS_URL: `redis://127.0.0.1:${server.port}` });
  } finally {
    await server.cleanUp();
  }
});
