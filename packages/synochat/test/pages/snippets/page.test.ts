import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../../simulator/src/page/client/api.ts';
import { snippetsFor } from '../../../../simulator/src/page/client/panels/snippets.ts';
import { address, fileWith, run, setUpPrograms, start, startNas, texts } from './run.ts';

setUpPrograms();

const each = { id: 1, token: '***', enabled: true };

/** The program with this title that the page shows for the integration, as a file. */
function programOf(integration: Integration, title: RegExp): string {
  const snippet = snippetsFor(integration).find(
    ({ language, title: its }) => language === 'TypeScript' && title.test(its),
  );
  if (!snippet) throw new Error(`there is no program ${title.source} for ${integration.kind}`);
  return fileWith(snippet.code);
}

describe("on the simulator's page", () => {
  it('the program of an incoming webhook posts', async () => {
    const nas = await startNas();
    const file = programOf({ ...each, kind: 'incoming', name: 'CI', channel: 'general' }, /^Post/);
    await run([process.execPath, file], { SYNOCHAT_WEBHOOK_GENERAL: nas.addIncoming({ channel: 'general' }).url });
    expect(texts(nas)).toEqual(['Hello from TypeScript']);
  });

  it('the program of a slash command answers', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    const file = programOf({ ...each, kind: 'slash', command: 'ping', url, description: '' }, /^Answer/);
    await start([process.execPath, file], port, { SYNOCHAT_SLASH_TOKEN_PING: token });
    expect((await nas.say('ada', 'general', '/ping hello'))[0]?.text).toBe('ada said hello');
  });

  it.each([
    [["it's"], "it's on", 'ada said on'],
    [[], 'all of it', 'ada said all of it'],
  ])('the program of an outgoing webhook with the trigger words %j answers', async (triggerWords, text, answer) => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords, channel: 'general', url });
    const shown: Integration = { ...each, kind: 'outgoing', name: 'Out', channel: 'general', triggerWords, url };
    const variable = `SYNOCHAT_OUTGOING_TOKEN_${triggerWords.length > 0 ? 'IT_S' : 'GENERAL'}`;
    await start([process.execPath, programOf(shown, /^Answer/)], port, { [variable]: token });
    expect((await nas.say('ada', 'general', text))[1]?.text).toBe(answer);
  });

  it('the programs of a bot write and answer', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const bot = nas.addBot({ name: 'Robin', url });
    const shown: Integration = { ...each, kind: 'bot', name: 'Robin', url, hidden: false };
    await run([process.execPath, programOf(shown, /^Write/)], { SYNOCHAT_BOT_ROBIN: bot.url });
    expect(texts(nas, '@Robin')).toEqual(['Hello from TypeScript']);
    await start([process.execPath, programOf(shown, /^Answer/)], port, { SYNOCHAT_BOT_TOKEN_ROBIN: bot.token });
    expect((await nas.say('ada', '@Robin', 'hi')).at(-1)?.text).toBe('You said hi');
  });
});
