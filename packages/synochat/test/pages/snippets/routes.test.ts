import { describe, expect, it } from 'vitest';
import { address, serveBlock, serveWorker, setUpPrograms, startNas, startNasFirst } from './run.ts';

setUpPrograms();

describe('in the guide to one address', () => {
  it('a program for Node answers two commands and an outgoing webhook', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    await serveBlock('routes-node', port, {
      SYNOCHAT_SLASH_TOKEN_LIGHT: nas.addSlash({ command: 'light', url }).token,
      SYNOCHAT_SLASH_TOKEN_HEAT: nas.addSlash({ command: 'heat', url }).token,
      SYNOCHAT_OUTGOING_TOKEN: nas.addOutgoing({ triggerWords: ['note', 'todo'], url }).token,
    });
    expect((await nas.say('ada', 'general', '/light hall on'))[0]?.text).toBe('The light in hall is on');
    expect((await nas.say('ada', 'general', '/heat hall 20.5'))[0]?.text).toBe('hall: 20.5 °C');
    expect((await nas.say('ada', 'general', '/heat hall 50'))[0]?.text).toContain('degrees');
    expect((await nas.say('ada', 'general', 'todo buy milk'))[1]?.text).toBe('Noted: buy milk');
  });

  it('five commands in one program answer, each by its own token', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const names = ['light', 'heat', 'lock', 'uptime', 'whoami'];
    const tokens: Record<string, string> = {};
    for (const command of names)
      tokens[`SYNOCHAT_SLASH_TOKEN_${command.toUpperCase()}`] = nas.addSlash({ command, url }).token;
    await serveBlock('routes-five', port, tokens);
    const answer = async (line: string) => (await nas.say('ada', 'general', line))[0]?.text;
    expect(await answer('/light hall on')).toBe('The light in hall is on');
    expect(await answer('/heat hall')).toBe('Heating hall');
    expect(await answer('/lock hall')).toBe('The door of hall is locked');
    expect(await answer('/uptime')).toMatch(/^Running for \d+ s$/);
    expect(await answer('/whoami')).toMatch(/^ada, user \d+$/);
  });

  it('buttons of a bot and of an outgoing webhook are heard', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    await serveBlock('buttons-heard', port, {
      SYNOCHAT_BOT_TOKEN: nas.addBot({ name: 'robin', url }).token,
      SYNOCHAT_OUTGOING_TOKEN: nas.addOutgoing({ triggerWords: ['lunch'], url }).token,
    });
    const byBot = (await nas.say('ada', '@robin', 'hello')).at(-1);
    expect((await nas.press('ada', byBot ?? { id: '' }, 'Yes'))[0]?.text).toBe('ada says yes');
    const byWebhook = (await nas.say('ada', 'general', 'lunch')).at(-1);
    expect((await nas.press('ada', byWebhook ?? { id: '' }, 'No'))[0]?.text).toBe('ada says no');
  });

  it('a Worker answers a command and a bot', async () => {
    const { nas, url, point } = await startNasFirst();
    const env = {
      SYNOCHAT_SLASH_TOKEN: nas.addSlash({ command: 'hello', url }).token,
      SYNOCHAT_BOT_TOKEN: nas.addBot({ name: 'robin', url }).token,
    };
    point(await serveWorker('routes-worker', env, {}));
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toBe('Hello ada');
    expect((await nas.say('ada', '@robin', 'good morning'))[1]?.text).toBe('You wrote: good morning');
  });

  it('a Worker without one of its variables lets nobody in and says so in its log', async () => {
    const { nas, url, point } = await startNasFirst();
    const { token } = nas.addSlash({ command: 'hello', url });
    const worker = await serveWorker('routes-worker', { SYNOCHAT_SLASH_TOKEN: token }, {});
    point(worker);
    expect((await nas.say('ada', 'general', '/hello ada'))[0]?.text).toContain('Failed to send a request');
    await expect.poll(() => worker.output()).toMatch(/TypeError: .*token/i);
  });

  it('a program that routes by itself answers an outgoing webhook', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['ask'], url });
    await serveBlock('routes-plain', port, { SYNOCHAT_OUTGOING_TOKEN: token });
    expect((await nas.say('ada', 'general', 'ask why'))[1]?.text).toBe('ada asks: why');
  });
});
