import { join } from 'node:path';
import { createOutbox } from 'synochat/outbox';
import { sqliteStore } from 'synochat/outbox-sqlite';
import { startSimulator } from 'synochat-simulator/node';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../synochat/test/helpers/runtime.ts';
import { run, startRelay } from './command.ts';

it('the notification behind 10,000 that wait is answered 503 and not stored, and a later one is accepted when there is room', async () => {
  const nas = await startSimulator({ rateInterval: 0 });
  const { url, token } = nas.addIncoming({ channel: 'general' });
  const port = Number(new URL(nas.url).port);
  await nas.close();
  const { scratch, cleanUp } = scratchFolder();
  const variables = { SYNOCHAT_WEBHOOK: url, SYNOCHAT_RELAY_DATA: scratch };
  const filling = createOutbox({ store: sqliteStore(join(scratch, 'relay.sqlite')) });
  await Promise.all(Array.from({ length: 9999 }, (_, n) => filling.put('default', `waits ${n}`)));
  await filling.close();
  try {
    const relay = await startRelay(variables);
    const stateOf = async () => (await fetch(`http://127.0.0.1:${relay.port}/`)).text();
    const statuses = [];
    for (const text of ['fits', 'is too many', 'too']) {
      const answer = await relay.post('/slack/K', { text });
      statuses.push([answer.status, answer.headers.get('retry-after'), await answer.text()]);
    }

    const refused = [503, '30', 'rollup_error'];
    expect(statuses).toEqual([[200, null, 'ok'], refused, refused]);
    expect(await stateOf()).toContain('default: 10000 waiting');
    expect(relay.output.err).toContain('The outbox is full');

    const back = await startSimulator({ rateInterval: 0, port });
    back.addIncoming({ channel: 'general', token });
    await run(variables, 'resume');
    await expect.poll(stateOf, { timeout: 30_000 }).not.toContain('10000 waiting');
    expect((await relay.post('/slack/K', { text: 'fits again' })).status).toBe(200);
    await relay.stop('SIGKILL');
    await back.close();
  } finally {
    cleanUp();
  }
});
