import { describe, expect, it } from 'vitest';
import { carryOut } from '../job.ts';
import type { Verdict } from '../requests.ts';

const request = (verdict: Verdict) => ({
  ...{ id: 'r1', target: 'production', asker: { id: 4, name: '<b>' }, askedAt: 0 },
  decision: { verdict, by: { id: 5, name: 'ada' } },
});

/** Resolves with the texts in the channel and the error. */
async function postsOf(
  verdict: Verdict,
  deploy: (target: string) => Promise<string>,
): Promise<{ posts: string[]; error: unknown }> {
  const posts: string[] = [];
  const post = (text: string) => Promise.resolve(void posts.push(text));
  const error: unknown = await carryOut(request(verdict), { deploy, post }).catch((reason: unknown) => reason);
  return { posts, error };
}

describe('a decision', () => {
  it('to approve is carried out, and its result posted with names that cannot pose as links', async () => {
    const done = await postsOf('approve', (target) => Promise.resolve(`${target} 1.2.3`));

    expect(done.posts).toEqual([
      'Deployment of *production* has started, production 1.2.3: asked for by <\u200bb>, approved by ada',
    ]);
    expect(done.error).toBeUndefined();
  });

  it('to reject is posted, without a deployment', async () => {
    const done = await postsOf('reject', () => Promise.reject(new Error('deployed')));

    expect(done.posts).toEqual(['*production* is not deployed: asked for by <\u200bb>, rejected by ada']);
    expect(done.error).toBeUndefined();
  });

  it('whose job fails is posted without the message of the error, which goes to the log', async () => {
    const failure = new Error('password=hunter2');
    const done = await postsOf('approve', () => Promise.reject(failure));

    expect(done).toEqual({
      posts: ['Deployment of *production* failed, see the log: asked for by <\u200bb>, approved by ada'],
      error: failure,
    });
  });

  it('whose job throws synchronously is the same', async () => {
    const done = await postsOf('approve', () => {
      throw new TypeError('no such machine');
    });

    expect(done.posts).toHaveLength(1);
    expect(done.error).toBeInstanceOf(TypeError);
  });
});
