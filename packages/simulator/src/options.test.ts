import { describe, expect, it } from 'vitest';
import type { SimulatorOptions } from './options.ts';
import { createSimulator } from './simulator.ts';

/** Returns the error message for options that the types may not allow. */
function mistake(options: unknown): unknown {
  try {
    createSimulator(options as SimulatorOptions);
    return 'accepted';
  } catch (error) {
    return error instanceof TypeError ? error.message : error;
  }
}

describe('the options of a simulator', () => {
  it.each([
    [null, 'options: '],
    ['general', 'options: '],
    [{ rateIntervall: 0 }, 'rateIntervall: '],
    [{ rateInterval: '500' }, 'rateInterval: '],
    [{ jsonBody: 'maybe' }, 'jsonBody: '],
    [{ headProbe: 1 }, 'headProbe: '],
    [{ users: 'ada' }, 'users: '],
    [{ users: [''] }, 'users.0.name: A user needs a name.'],
    [{ users: ['mikael', ' '] }, 'users.1.name: A user needs a name.'],
    [{ users: [5] }, 'users.0: '],
    [{ users: [{ nickname: 'A' }] }, 'users.0.name: '],
    [{ users: [{ name: 'ada', deleted: 'no' }] }, 'users.0.deleted: '],
    [{ users: [{ name: 'ada', admin: true }] }, 'users.0.admin: '],
    [{ users: ['ada', { name: 'ada ' }] }, 'users: Two entries are named "ada".'],
    [{ channels: ['#labb'] }, 'channels.0.name: The name of a channel'],
    [{ channels: ['labb', 'labb'] }, 'channels: Two entries are named "labb".'],
    [{ channels: [{ name: 'labb', type: 'x' }] }, 'channels.0.type: '],
    [{ channels: [{ name: 'labb', members: 'ada' }] }, 'channels.0.members: '],
    [{ channels: [{ name: 'labb', members: [7] }] }, 'channels.0.members.0: '],
    [
      { channels: [{ name: 'labb', members: ['ada', 'eve'] }] },
      'channels: There is no user "eve", a member of "labb". Known: mikael, ada.',
    ],
    [{ origin: 'http://127.0.0.1:6000' }, 'origin: Browsers and fetch refuse port 6000: choose another'],
    [{ origin: 'nas.example' }, 'origin: Pass an address that begins with http'],
    [{ origin: 'file:///tmp' }, 'origin: Pass an address that begins with http'],
    [{ origin: 'https://nas.example/chat' }, 'origin: Pass an origin such as'],
    [{ origin: 'https://nas.example/?' }, 'origin: Pass an origin such as'],
    [{ origin: 'https://nas.example#room' }, 'origin: Pass an origin such as'],
    [{ storage: {} }, 'storage: Pass an object with entries, set and delete'],
    [{ fetch: 'https://app.example/' }, 'fetch: '],
    [{ now: 0 }, 'now: '],
    [{ sleep: 0 }, 'sleep: '],
    [{ random: 0.5 }, 'random: '],
  ])('are refused by name if invalid: %j', (options, says) => {
    expect(mistake(options)).toEqual(expect.stringContaining(says));
  });

  it('are refused with every mistake at once', () => {
    expect(mistake({ latency: -1, users: [''], channel: 'labb' })).toMatch(
      /latency: .*; users\.0\.name: .*; channel: /s,
    );
  });

  it.each(['https://SECRET@nas.example', 'https://nas.example/?token=SECRET', 'ftp://nas.example/SECRET'])(
    'are refused without repeating an origin that may hold a token: %s',
    (origin) => {
      expect(mistake({ origin })).toMatch(/^origin: Pass an (?!.*(SECRET|nas\.example\/))/);
    },
  );

  it('may have an origin with the slash of its root', () => {
    const nas = createSimulator({ origin: 'https://nas.example/' });
    expect(nas.addIncoming({ channel: 'general' }).url).toMatch(/^https:\/\/nas\.example\/webapi\//);
  });

  it('may be undefined, like a missing option', () => {
    const nas = createSimulator({ origin: undefined, users: undefined, channels: undefined, storage: undefined });
    expect(nas.addIncoming({ channel: 'general' }).url).toMatch(/^http:\/\/127\.0\.0\.1:5050\//);
  });

  it('leave nothing in the storage when refused', () => {
    const storage = new Map<string, unknown>();
    expect(mistake({ storage, users: ['eve'], channels: [{ name: 'labb', members: ['ada'] }] })).toContain('"ada"');
    expect([...storage.keys()]).toEqual([]);
  });

  it('add equal users and channels once, even for names with blanks at the ends', () => {
    const storage = new Map<string, unknown>();
    const options = { storage, users: [' eve ', 'ada'], channels: [{ name: ' labb', members: ['eve', '@Helper'] }] };
    createSimulator(options);
    const before = [...storage];
    createSimulator(options);
    expect([...storage]).toEqual(before);
    expect(before.map(([key]) => key)).toEqual(['lastAccount', 'user/2', 'user/3', 'channel/1']);
  });
});
