import { createAccounts } from './accounts.ts';
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
import { settle } from './settle.ts';
import type { Start } from './start.ts';
import { createSwitchboard } from './switchboard.ts';
import { createTellBot } from './tell-bot.ts';
import { createTimeline } from './timeline.ts';
import { createUpload } from './upload.ts';
import type { UserInit } from './user.ts';

export type Core = ReturnType<typeof createCore>;

/** All parts of the server, joined, without its routes. */
export function createCore(start: Start) {
  const { origin, key, world, storage } = start;
  const feed = createFeed();
  const changed = (kind: 'room' | 'integrations' | 'switches') => () => {
    feed.add({ kind });
  };

  const newId = createAccounts(storage);
  const directory = createDirectory(storage, changed('room'));
  const integrations = createIntegrations({ storage, directory, newId, changed: changed('integrations') });
  const timeline = createTimeline({ storage, feed, now: world.now });
  const switches = createSwitchboard(start.switches, storage, changed('switches'));
  const secrets = () => [...integrations.tokens(), ...(key === undefined ? [] : [key])];
  const exchanges = createExchanges(world.now, createMask(secrets), (exchangeId) => {
    feed.add({ kind: 'exchange', exchangeId });
  });

  const { record } = exchanges;
  const download = createDownload({ world, switches, record });
  const callHook = createCallHook({ world, switches, record });
  const deliver = createDeliver({ integrations, timeline, switches, callHook });
  const intake = createIntake({ switches, mayPost: createRateRule(world, switches), download });
  const places = createPlaces({ directory, integrations });
  const parts = { directory, integrations, places, timeline, switches, deliver, download, intake, now: world.now };
  const tellBot = createTellBot(parts);

  settle(directory, start, newId);

  return {
    ...parts,
    origin,
    key,
    world,
    feed,
    exchanges,
    methods: createMethods(parts),
    say: createSay({ ...parts, tellBot }),
    upload: createUpload({ ...parts, tellBot }),
    press: createPress(parts),
    addUser: (init: UserInit) => directory.addUser(init, newId()),
  };
}
