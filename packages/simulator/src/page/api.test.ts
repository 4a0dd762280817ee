import { describe, expect, it } from 'vitest';
import { ask } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

const nas = createSimulator({ users: ['mikael', { name: 'ada', nickname: 'Ada L.' }] });
nas.addSlash({ command: 'ping', url: 'http://app.example/', description: 'Pings a host' });

describe('the API of the page', () => {
  it('lists users, their channels and the slash commands, but no token and no address', async () => {
    const nobody = { deleted: false, disabled: false, channels: ['general'] };
    expect((await ask(nas, 'room')).body).toEqual({
      users: [
        { ...nobody, id: 2, name: 'mikael', nickname: '' },
        { ...nobody, id: 3, name: 'ada', nickname: 'Ada L.' },
      ],
      channels: [{ id: 1, name: 'general', type: 'public' }],
      commands: [{ command: 'ping', description: 'Pings a host' }],
    });
  });

  it('posts for a user and returns the posts that the user sees', async () => {
    const { body } = await ask(nas, 'say', 'POST', { user: 'ada', channel: 'general', text: 'hi' });
    expect(body).toMatchObject({ posts: [{ author: 'ada', text: 'hi', isPrivate: false }] });
  });

  it('answers a mistake with 400 and a sentence', async () => {
    expect(await ask(nas, 'say', 'POST', { user: 'eve', channel: 'general', text: 'hi' })).toEqual({
      status: 400,
      body: 'There is no user "eve". Known: mikael, ada.',
    });
    expect((await ask(nas, 'say', 'POST', { user: 'ada' })).status).toBe(400);
  });

  it('refuses a body over 64 KB', async () => {
    expect((await ask(nas, 'say', 'POST', { user: 'ada', channel: 'general', text: 'x'.repeat(65_536) })).status).toBe(
      413,
    );
  });

  it('changes switches while the server runs, all requested changes or none', async () => {
    expect((await ask(nas, 'switches', 'PATCH', { rateInterval: 50 })).status).toBe(200);
    expect(nas.switches.rateInterval).toBe(50);
    expect((await ask(nas, 'switches', 'PATCH', { rateInterval: 60, retries: -1 })).status).toBe(400);
    expect((await ask(nas, 'switches', 'PATCH', { unheard: 1 })).status).toBe(400);
    expect((await ask(nas, 'switches')).body).toMatchObject({ rateInterval: 50, retries: 0 });
  });
});
