import { chatHandler, type Fetch, parseSlash, respond, sendIncoming } from 'synochat';
import { createSimulator } from 'synochat-simulator';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';

const Deploy = v.object({ version: v.string() });

/** The app under test: `/deploy <version>` announces the version in a channel and confirms it to the caller. */
function createApp(webhook: string, token: string, fetch: Fetch) {
  return chatHandler(async (req) => {
    const { args, user } = await parseSlash(req, Deploy, { token });
    await sendIncoming(webhook, `${user.name} deploys ${args.version}`, { fetch });
    return respond('Under way.');
  });
}

describe('/deploy', () => {
  let nas: ReturnType<typeof createSimulator>;
  beforeEach(() => {
    // Both run in this process: each calls the other's handler.
    nas = createSimulator({ fetch: (req) => app(req) });
    const { url } = nas.addIncoming({ channel: 'general' });
    const { token } = nas.addSlash({ command: 'deploy', url: 'http://app.example/deploy' });
    const app = createApp(url, token, nas.fetch);
  });

  it('is announced to everybody and confirmed to the caller', async () => {
    const [reply] = await nas.say('mikael', 'general', '/deploy 1.4.0');

    expect(reply).toMatchObject({ text: 'Under way.', onlyTo: 'mikael' });
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['mikael deploys 1.4.0']);
  });

  it('names the missing argument', async () => {
    const [reply] = await nas.say('mikael', 'general', '/deploy');

    expect(reply?.text).toContain('Missing: version');
    expect(nas.posts('general')).toEqual([]);
  });

  it('records both requests', async () => {
    await nas.say('mikael', 'general', '/deploy 1.4.0');

    expect(nas.exchanges().map(({ kind, note }) => `${kind}: ${note}`)).toEqual([
      'api: posted in general',
      'slash: a reply',
    ]);
  });

  it('shows the failure notice if Chat is unreachable', async () => {
    nas.switches.faultRateStatus = 1;

    const [notice] = await nas.say('mikael', 'general', '/deploy 1.4.0');

    expect(notice?.text).toContain('Failed to send a request to the bot server');
    expect(nas.exchanges().at(0)?.response?.status).toBe(502);
  });
});
