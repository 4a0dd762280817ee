import { createRelay } from '../relay.ts';
import { startDemo } from './demo.ts';
import { type Listening, listen } from './listen.ts';
import { log, say } from './say.ts';
import { readSettings, type Settings } from './settings.ts';
import { startedAs } from './started.ts';
import { openOutbox } from './store.ts';
import { addressTable, guessOrigin } from './table.ts';

/** Serves until a signal ends the program. */
export async function serve({ data, demo }: { data: string | undefined; demo: boolean }): Promise<void> {
  if (!demo) {
    const relay = await startRelay(await readSettings(process.env, data));
    onSignal(relay.close);
    return;
  }
  const { env, folder, samples, end } = await startDemo(process.env);
  try {
    const relay = await startRelay(await readSettings(env, folder));
    onSignal(async () => {
      await relay.close();
      await end();
    });
    await samples(relay.port);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Starts the relay and prints its addresses. */
async function startRelay(settings: Settings): Promise<Listening> {
  const { webhooks, showing, port, host, place } = settings;
  const byName = <Value>(value: (webhook: { url: string; key: string }) => Value) =>
    Object.fromEntries(Array.from(webhooks, ([name, each]) => [name, value(each)]));
  const outbox = await openOutbox(place, {
    webhooks: byName(({ url }) => url),
    onNotice: ({ kind, text }) => {
      log(kind === 'several_dead' ? `${text} with \`${startedAs()} failed\`` : text);
    },
  });
  const app = createRelay({ outbox, keys: byName(({ key }) => key), onProblem: log, ...showing });
  const server = await listen(app.fetch, { port, host }).catch(async (error: unknown) => {
    await outbox.close();
    throw error;
  });
  void outbox.run();
  const origin = settings.origin ?? guessOrigin({ host, port: server.port });
  say(addressTable(webhooks, origin));
  // Graylog takes an address with one of these words for the service itself, and checks the rest of the address.
  if (/slack|discord/i.test(new URL(origin).hostname))
    say('Some tools refuse a host name with "slack" or "discord": choose another for SYNOCHAT_RELAY_URL.\n');
  say(`Listening on port ${server.port} (Ctrl+C stops it)`);
  return {
    port: server.port,
    close: async () => {
      await server.close();
      await outbox.close();
    },
  };
}

/** Ends the program after the work when a signal comes. A second signal ends the program at once. */
function onSignal(work: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      void work().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
}
