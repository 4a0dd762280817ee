import type { ServerOptions } from './options.ts';
import { createExchanges, type Exchanges } from './record/exchanges.ts';
import { createFeed, type Feed } from './record/feed.ts';
import { createMask } from './record/mask.ts';
import { createAccounts } from './room/accounts.ts';
import { createDirectory, type Directory } from './room/directory.ts';
import { createIntegrations, type Integrations } from './room/integrations.ts';
import { createPlaces, type Places } from './room/places.ts';
import { seed } from './room/seed.ts';
import { createTimeline, type Timeline } from './room/timeline.ts';
import type { User, UserInit } from './room/user.ts';
import { createRateRule, type RateRule } from './switches/rate.ts';
import { createSwitchboard } from './switches/switchboard.ts';
import type { Switches } from './switches/switches.ts';

/** The state of a simulated server, for the web API, the hooks and the page. */
export interface Server extends Pick<ServerOptions, 'origin' | 'key' | 'world'> {
  readonly directory: Directory;
  readonly integrations: Integrations;
  readonly places: Places;
  readonly timeline: Timeline;
  readonly switches: Switches;
  /** The NAS that the switches imitate. Undefined without a profile. */
  likeness: string | undefined;
  /** One rule for posts of clients and for answers of apps. */
  readonly rate: RateRule;
  readonly feed: Feed;
  readonly exchanges: Exchanges;
  readonly addUser: (init: UserInit) => User;
}

/** Creates the state from the storage and the options. Throws a `TypeError` for contradicting users or channels. */
export function createServer(options: ServerOptions): Server {
  const { origin, key, world, storage } = options;
  const feed = createFeed();
  const changed = (kind: 'room' | 'integrations' | 'switches') => () => {
    feed.add({ kind });
  };

  const newId = createAccounts(storage);
  const directory = createDirectory(storage, changed('room'));
  const integrations = createIntegrations({ storage, directory, newId, changed: changed('integrations') });
  const timeline = createTimeline({
    storage,
    now: world.now,
    changed: (change) => {
      feed.add(change);
    },
  });
  const switches = createSwitchboard(options.switches, storage, changed('switches'));
  const secrets = () => [...integrations.tokens(), ...(key === undefined ? [] : [key])];
  const exchanges = createExchanges(world.now, createMask(secrets), (exchangeId) => {
    feed.add({ kind: 'exchange', exchangeId });
  });
  seed(directory, options, newId);

  return {
    ...{ origin, key, world, directory, integrations, timeline, switches, feed, exchanges },
    likeness: options.likeness?.title,
    rate: createRateRule(world, switches),
    places: createPlaces({ directory, integrations }),
    addUser: (init) => directory.addUser(init, newId()),
  };
}
