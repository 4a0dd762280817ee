// Puts messages into an outbox in a file, and posts until nothing waits: node poster.ts FILE URL [TEXT…]. `KILL_AT` names
// the step before which the process kills itself; the steps are the calls of the store and of Chat, and their ends.
import { writeSync } from 'node:fs';
import { createOutbox } from '../../src/outbox.ts';
import { sqliteStore } from '../../src/outbox-sqlite.ts';

const [file = '', url = '', ...texts] = process.argv.slice(2);
const killAt = Number(process.env['KILL_AT'] ?? Number.POSITIVE_INFINITY);
let steps = 0;
const step = () => {
  if (++steps === killAt) process.kill(process.pid, 'SIGKILL');
};
const say = (line: string) => {
  writeSync(1, `${line}\n`);
};

const store = sqliteStore(file);
const stepping = new Proxy(store, {
  get:
    (target, name) =>
    async (...args: readonly unknown[]) => {
      step();
      const method = Reflect.get(target, name) as (...args: readonly unknown[]) => unknown;
      const result = await method.apply(target, [...args]);
      step();
      return result;
    },
});
const outbox = createOutbox({
  store: stepping,
  webhooks: { alerts: url },
  interval: 1,
  onNotice: ({ text }) => {
    say(text);
  },
  async fetch(to, init) {
    step();
    const answer = await fetch(to, init);
    step();
    return answer;
  },
});
for (const text of texts) {
  await outbox.put('alerts', text);
  say(`stored ${text}`);
}
const running = outbox.run();
say('running');
while ((await store.count()).some(({ state }) => state === 'waiting')) await new Promise((end) => setTimeout(end, 5));
await outbox.close();
await running;
say(`done after ${steps} steps`);
