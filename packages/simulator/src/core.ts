import { createAccounts } from './accounts.ts';
import type { ChannelInit } from './channel.ts';
import { createDeliver } from './deliver.ts';
import { createDirectory } from './directory.ts';
import { createDownload } from './download.ts';
import { createExchanges } from './exchanges.ts';
import { createFeed } from './feed.ts';
import { createCallHook } from './hooks.ts';
import { createIntake } from './intake.ts';
import { createIntegrations } from './integrations.ts';
import { createMask } from './mask.ts';
import { createMethods } from './methods.ts';
import { createPlaces } from './places.ts';
import { createPress } from './press.ts';
import { createRateRule } from './rate.ts';
import { createSay } from './say.ts';
import type { Storage } from './storage.ts';
import { createSwitchboard } from './switchboard.ts';
import type { SwitchOptions } from './switches.ts';
import { createTimeline } from './timeline.ts';
import type { UserInit } from './user.ts';
import type { World } from './world.ts';

interface Start {
  readonly origin: string;
  readonly world: World;
  readonly storage: Storage;
  readonly switches: SwitchOptions;
  readonly users: readonly (string | UserInit)[] | undefined;
  readonly channels: readonly (string | ChannelInit)[] | undefined;
}

export type Core = ReturnType<typeof createCore>;

/** All parts of the server, joined, without its routes. */
export function createCore({ origin, world, storage, switches: given, users, channels }: Start) {
  const feed = createFeed();
  const changed = (kind: 'room' | 'integrations' | 'switches') => () => {
    feed.add({ kind });
  };

  const newId = createAccounts(storage);
  const directory = createDirectory(storage, changed('room'));
  const integrations = createIntegrations({ storage, directory, newId, changed: changed('integrations') });
  const timeline = createTimeline({ storage, feed, now: world.now });
  const switches = createSwitchboard(given, storage, changed('switches'));
  const exchanges = createExchanges(world.now, createMask(integrations.tokens), (exchangeId) => {
    feed.add({ kind: 'exchange', exchangeId });
  });

  const { record } = exchanges;
  const download = createDownload({ world, switches, record });
  const callHook = createCallHook({ world, switches, record });
  const deliver = createDeliver({ integrations, timeline, callHook });
  const intake = createIntake({ switches, mayPost: createRateRule(world, switches), download });
  const places = createPlaces({ directory, integrations });
  const parts = { directory, integrations, places, timeline, switches, deliver, download, intake, now: world.now };

  settle(users ?? (directory.users().length > 0 ? [] : ['mikael', 'ada']), directory.users, (init) =>
    directory.addUser(init, newId()),
  );
  settle(channels ?? (directory.channels().length > 0 ? [] : ['general']), directory.channels, (init) =>
    directory.addChannel(init),
  );

  return {
    ...parts,
    origin,
    world,
    feed,
    exchanges,
    methods: createMethods(parts),
    say: createSay(parts),
    press: createPress(parts),
    addUser: (init: UserInit) => directory.addUser(init, newId()),
  };
}

/** Adds those that an earlier run did not leave behind. Two of the same name now are a mistake. */
function settle<Init extends { readonly name: string }>(
  inits: readonly (string | Init)[],
  existing: () => readonly { readonly name: string }[],
  add: (init: Init | { name: string }) => unknown,
): void {
  const kept = new Set(existing().map(({ name }) => name));
  for (const init of inits) {
    const entry = typeof init === 'string' ? { name: init } : init;
    if (!kept.has(entry.name)) add(entry);
  }
}
