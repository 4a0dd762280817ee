import { describe, expect, it } from 'vitest';
import { appsToStart, lookAt } from './demos.ts';

const patterns: Readonly<Record<string, RegExp>> = {
  announce: /Look at the posts: (\S+)/,
  approvals: /try things on: (\S+)/,
  outbox: /All there: (\S+)/,
  'outbox-worker': /look at: (\S+)/,
  ping: /try things on: (\S+)/,
  'relay-worker': /look at: (\S+)/,
};

describe('npm start', () => {
  it('is shown for every app that has a demonstration here', () => {
    expect([...new Set(appsToStart('npm-start'))].sort()).toEqual(Object.keys(patterns));
  });

  it.each(Object.entries(patterns))(
    'of %s says where to look, and the page of the simulator is there',
    async (...demo) => {
      await lookAt(...demo);
    },
  );
});
