import { createDownload } from './api/download.ts';
import { createIntake } from './api/intake.ts';
import { createMethods } from './api/methods.ts';
import { createRateRule } from './api/rate.ts';
import { createCallHook } from './hooks/call.ts';
import { createDeliver } from './hooks/deliver.ts';
import { createPress } from './hooks/press.ts';
import { createSay } from './hooks/say.ts';
import { createTellBot } from './hooks/tell-bot.ts';
import { createUpload } from './hooks/upload.ts';
import { createExchanges } from './record/exchanges.ts';
import { createFeed } from './record/feed.ts';
import { createMask } from './record/mask.ts';
import { createAccounts } from './room/accounts.ts';
import { createDirectory } from './room/directory.ts';
import { createIntegrations } from './room/integrations.ts';
import { createPlaces } from './room/places.ts';
import { settle } from './room/settle.ts';
import { createTimeline } from './room/timeline.ts';
import type { UserInit } from './room/user.ts';
import type { Start } from './start.ts';
import { createSwitchboard } from './switches/switchboard.ts';

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
