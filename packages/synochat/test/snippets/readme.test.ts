import { describe, expect, it } from 'vitest';
import { address, runScript, serveBlock, startNas, texts } from './run.ts';

describe('in the README', () => {
  it('the first program answers a slash command', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    await serveBlock('synochat 1', port, { SLASH_TOKEN: token });
    const [notice] = await nas.say('mikael', 'general', '/ping 1.1.1.1 count=4 time');
    expect(notice?.text).toBe('Pinging 1.1.1.1 4 times, with timestamps');
  });

  it('messages are sent', async () => {
    const nas = await startNas();
    await runScript('Send a message 1', { WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url });
    expect(texts(nas)).toEqual([
      'Backup *done*: 3 & 4 + 5 = 100%',
      'See <https://example.com/report?a=b|the report>',
      'Front door',
    ]);
    expect(nas.posts('general')[2]?.file?.name).toBe('cam.jpg');
  });

  it('a long text that was cut short by an error is sent to its end', async () => {
    // The third post is refused as too early as often as it is tried.
    const draws = [0.9, 0.9, ...Array<number>(7).fill(0)];
    const nas = await startNas({ faultRate411: 0.5, random: () => draws.shift() ?? 0.9 });
    const report = Array.from({ length: 250 }, (_, n) => `line ${n} of the report`).join('\n');
    const env = { WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url, REPORT: report };
    await runScript('Send a message 2', env);
    expect(texts(nas).join('')).toBe(report);
    expect(draws).toEqual([]);
  });

  it('an outgoing webhook is answered, with a file', async () => {
    const nas = await startNas({ channels: ['general', 'ops'] });
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['ask'], url });
    await serveBlock('Webhooks 1', port, { OUTGOING_TOKEN: token });
    expect(await nas.say('mikael', 'general', 'ask why')).toHaveLength(1);
    const [, answer] = await nas.say('mikael', 'ops', 'ask why');
    expect(answer).toMatchObject({ text: 'mikael asks: why', file: { name: 'cat.png' } });
  });

  it('subcommands are read', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'task', url });
    const server = await serveBlock('Slash commands 1', port, { TASK_TOKEN: token });
    expect((await nas.say('mikael', 'general', '/task add buy milk'))[0]?.text).toBe('Added buy milk');
    expect((await nas.say('mikael', 'general', '/task done 7 silent'))[0]?.text).toBe('Done: 7');
    expect(server.output()).toContain('/task add [due=…] [text…]');
  });

  it('a bot asks with buttons and is answered', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addBot({ name: 'robin', url });
    await serveBlock('Bots and buttons 1', port, { BOT_TOKEN: token });
    const [, question] = await nas.say('mikael', '@robin', 'release 2');
    expect(question).toMatchObject({ text: 'Deploy?', attachments: [{ text: 'release 2' }] });
    const [answer] = await nas.press('mikael', question ?? { id: '' }, 'yes');
    expect(answer).toMatchObject({ id: question?.id, text: 'mikael chose yes', attachments: [] });
  });

  it('a bot writes to everybody, those who are gone apart', async () => {
    const nas = await startNas({ users: ['mikael', 'ada', { name: 'gone', deleted: true }] });
    const printed = await runScript('Bots and buttons 2', { BOT_URL: nas.addBot({ name: 'robin' }).url });
    expect(texts(nas, '@robin')).toEqual(['The NAS restarts at *22:00*', 'The NAS restarts at *22:00*']);
    expect(printed).toBe('2 users were told\n');
  });

  it('a bot reads a channel and its files', async () => {
    const nas = await startNas();
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    await nas.say('ada', 'general', 'look');
    const payload = '{"text":"a picture","file_url":"http://files.example/a.png"}';
    await fetch(webhook, { method: 'POST', body: new URLSearchParams({ payload }) });
    const printed = await runScript('Bots and buttons 3', { BOT_URL: nas.addBot({ name: 'robin' }).url });
    expect(printed.split('\n')).toEqual([
      expect.stringMatching(/^a picture a\.png, text\/plain.*, 5 bytes$/),
      'look ',
      '',
    ]);
  });
});
