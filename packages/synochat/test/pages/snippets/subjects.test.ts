import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findUser, listUsers, sendIncoming } from 'synochat';
import { createFileHost } from 'synochat/files';
import { diskStore } from 'synochat/files-disk';
import { describe, expect, it } from 'vitest';
import { createCertificates } from '../../helpers/certificates.ts';
import { codeToRun } from '../blocks.ts';
import {
  address,
  fileWith,
  inScratch,
  run,
  runScript,
  secret,
  serveBlock,
  serveWorker,
  setUpPrograms,
  shell,
  startNas,
  texts,
} from './run.ts';

setUpPrograms();

const idOf = async (url: string, name: string) => String(findUser(await listUsers(url), { name })?.id);

describe('in the guides to one subject', () => {
  it('a long text that was cut short by an error is sent to its end', async () => {
    // The third post is refused as too early as often as it is tried.
    const draws = [0.9, 0.9, ...Array<number>(7).fill(0)];
    const nas = await startNas({ faultRate411: 0.5, random: () => draws.shift() ?? 0.9 });
    const report = Array.from({ length: 250 }, (_, n) => `line ${n} of the report`).join('\n');
    const env = { SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url, REPORT: report };
    await runScript('long-texts', env);
    expect(texts(nas).join('')).toBe(report);
    expect(draws).toEqual([]);
  });

  it('subcommands are read', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'task', url });
    const server = await serveBlock('task-subcommands', port, { SYNOCHAT_SLASH_TOKEN: token });
    expect((await nas.say('mikael', 'general', '/task add buy milk'))[0]?.text).toBe('Added buy milk');
    expect((await nas.say('mikael', 'general', '/task done 7 silent'))[0]?.text).toBe('Done: 7');
    expect(server.output()).toContain('/task add [due=…] [text…]');
  });

  it('a bot reads the commands that are typed to it', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addBot({ name: 'robin', url });
    await serveBlock('bot-commands', port, { SYNOCHAT_BOT_TOKEN: token });
    expect((await nas.say('ada', '@robin', 'prod force'))[1]?.text).toBe('Deploying to prod by force');
    expect((await nas.say('ada', '@robin', 'prdo')).at(-1)?.text).toContain('Did you mean prod?');
  });

  it('only those who may use it are let in, and a refused press leaves its buttons', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const robin = nas.addBot({ name: 'robin', url });
    const env = {
      SYNOCHAT_SLASH_TOKEN: nas.addSlash({ command: 'deploy', url }).token,
      SYNOCHAT_BOT_TOKEN: robin.token,
      SYNOCHAT_BOT: robin.url,
      ADMINS: await idOf(robin.url, 'mikael'),
    };
    await serveBlock('access-control', port, env);
    expect((await nas.say('ada', 'general', '/deploy prod'))[0]?.text).toBe('Only admins may do this');
    expect((await nas.say('mikael', 'general', '/deploy prod'))[0]?.text).toBe('Deploying prod');
    expect((await nas.say('ada', '@robin', 'release 2')).at(-1)?.text).toBe('Only admins may do this');
    const question = (await nas.say('mikael', '@robin', 'release 2')).at(-1);
    expect(question).toMatchObject({ text: 'Deploy?', attachments: [{ text: 'release 2' }] });
    const actions = [{ type: 'button', name: 'approve', value: 'yes', text: 'yes' }];
    const user = { user_id: Number(await idOf(robin.url, 'ada')), username: 'ada' };
    const press = { actions, callback_id: 'deploy', post_id: 1, token: robin.token, user };
    const body = new URLSearchParams({ payload: JSON.stringify(press) });
    const answer = await fetch(url, { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(texts(nas, '@robin')).toContain('Only admins may approve');
    expect((await nas.press('mikael', question ?? { id: '' }, 'yes'))[0]?.text).toBe('mikael says yes');
  });

  it('a mistake is told in the language of its user', async () => {
    const nas = await startNas({ users: ['ada', 'yuki', 'mikael'] });
    const { port, url } = await address();
    const { token } = nas.addSlash({ command: 'ping', url });
    await serveBlock('reply-languages', port, { SYNOCHAT_SLASH_TOKEN: token });
    const replyTo = async (user: string) => (await nas.say(user, 'general', '/ping'))[0]?.text.split('\n')[0];
    expect(await replyTo('ada')).toBe('Es fehlt: ip');
    expect(await replyTo('yuki')).toBe('ip を指定してください');
    expect(await replyTo('mikael')).toBe('Missing: ip');
  });

  it('a bot writes to every user except deleted users', async () => {
    const nas = await startNas({ users: ['mikael', 'ada', { name: 'gone', deleted: true }] });
    const printed = await runScript('bot-users', {
      SYNOCHAT_BOT: nas.addBot({ name: 'robin' }).url,
    });
    expect(texts(nas, '@robin')).toEqual(['The NAS restarts at *22:00*', 'The NAS restarts at *22:00*']);
    expect(printed).toBe('2 users were told\n');
  });

  it('a bot reads a channel and its files', async () => {
    const nas = await startNas();
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    await nas.say('ada', 'general', 'look');
    const payload = '{"text":"a picture","file_url":"http://files.example/a.png"}';
    await fetch(webhook, { method: 'POST', body: new URLSearchParams({ payload }) });
    const printed = await runScript('bot-reading', {
      SYNOCHAT_BOT: nas.addBot({ name: 'robin' }).url,
    });
    expect(printed.split('\n')).toEqual([
      expect.stringMatching(/^a picture a\.png, text\/plain.*, 5 bytes$/),
      'look ',
      '',
    ]);
  });

  it('a job is acknowledged at once and its result posted later', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['count'], url });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    await serveBlock('late-outgoing', port, {
      SYNOCHAT_OUTGOING_TOKEN: token,
      SYNOCHAT_WEBHOOK: webhook,
    });
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a slash command is answered late, by a bot to its caller or by a webhook to everybody', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    await serveBlock('late-slash', port, {
      SYNOCHAT_SLASH_TOKEN: nas.addSlash({ command: 'build', url }).token,
      SYNOCHAT_BOT: nas.addBot({ name: 'robin' }).url,
      SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url,
    });
    expect((await nas.say('ada', 'general', '/build 7'))[0]?.text).toBe('Building 7: the result follows');
    await expect.poll(() => texts(nas, '@robin')).toEqual(['Build 7 is done']);
    expect(texts(nas)).not.toContain('Build 7 is done');
    await nas.say('ada', 'general', '/build 8 public');
    await expect.poll(() => texts(nas)).toContain('ada: Build 8 is done');
  });

  it('a notification for Slack is passed on to Chat, by the key of the address only', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const env = { SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url, SYNOCHAT_RELAY_KEY: 'k'.repeat(26) };
    await serveBlock('relay-notifications', port, env);
    const notify = async (key: string, body: string) => {
      const answer = await fetch(new URL(`/slack/${key}`, url), { method: 'POST', body });
      return `${answer.status} ${await answer.text()}`;
    };
    const sent = JSON.stringify({ text: 'Two & more', attachments: [{ color: 'danger', title: 'DiskFull' }] });

    expect(await notify(env.SYNOCHAT_RELAY_KEY, sent)).toBe('200 ok');
    expect(await notify('wrong', sent)).toBe('403 invalid_token');
    expect(await notify(env.SYNOCHAT_RELAY_KEY, '{}')).toBe('400 no_text');
    expect(texts(nas)).toEqual(['🔴 Two & more\n*DiskFull*']);
  });

  it('a notification is read by a format of the program', async () => {
    const printed = await runScript('relay-format', {});
    expect(printed.trim()).toBe('Built <https://ci.example/7|shop>');
  });

  it('a picture that was just made is posted as a file', async () => {
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    const env = {
      SYNOCHAT_WEBHOOK: url,
      FILES_URL: `http://127.0.0.1:${port}`,
      FILES_SECRET: secret,
      PORT: String(port),
    };
    await runScript('files-made', env);
    expect(nas.posts('general')).toMatchObject([
      { text: 'Sales today', file: { name: 'sales.svg', type: 'image/svg+xml', size: 41 } },
    ]);
  });

  it('files in a folder are served to the NAS by another process', async () => {
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    const [baseUrl, folder] = [`http://127.0.0.1:${port}/files`, inScratch('shared')];
    const env = { FILES_URL: baseUrl, FILES_SECRET: secret, FOLDER: folder };
    await serveBlock('files-folder', port, env);
    const files = createFileHost({ baseUrl, secret, store: diskStore(folder) });
    await sendIncoming(url, { fileUrl: await files.share('what happened', { name: 'log of today.txt' }) });
    expect(nas.posts('general')).toMatchObject([{ file: { name: 'log of today.txt', size: 13 } }]);
  });

  it('the certificate of a NAS is saved with openssl, and trusted by its IP address', async () => {
    const certificate = (await createCertificates()).servers.foreign;
    const nas = await startNas({ certificate });
    const { url } = nas.addIncoming({ channel: 'general' });
    const script = codeToRun('certificate-saved').replace('192.168.1.5:5001', new URL(url).host);
    const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd: inScratch() });
    expect(stdout).toContain('DNS:nas.example');
    expect(stdout.toUpperCase()).toContain(new X509Certificate(certificate.cert).fingerprint256);
    const env = { SYNOCHAT_WEBHOOK: url, NAS_CERTIFICATE: inScratch('nas.pem') };
    await runScript('certificate-trusted', env);
    expect(texts(nas)).toEqual(['Over https, with the certificate of this NAS']);
  });

  it('the certificate of a NAS is trusted by a variable of Node, and without the variable it is not', async () => {
    const certificate = (await createCertificates()).servers.selfSigned;
    const nas = await startNas({ certificate });
    const { url } = nas.addIncoming({ channel: 'general' });
    const folder = dirname(fileWith(`// app.ts\n${codeToRun('send-message')}`));
    writeFileSync(join(folder, 'nas.pem'), certificate.cert);
    const line = codeToRun('certificate-variable');
    const post = (command: string) => run(shell(command), { SYNOCHAT_WEBHOOK: url }, folder);
    await post(line);
    expect(texts(nas)).toHaveLength(2);
    await expect(post(line.replace(/^\S+ /, ''))).rejects.toThrow('certificate');
  });

  it('a Worker whose isolates share a bucket sends every message', async () => {
    const nas = await startNas();
    const env = { SYNOCHAT_WEBHOOK: nas.addIncoming({ channel: 'general' }).url };
    const { port } = await serveWorker('limiter-worker', env, {
      durable_objects: { bindings: [{ name: 'BUCKETS', class_name: 'ChatBucket' }] },
      migrations: [{ tag: 'v1', new_sqlite_classes: ['ChatBucket'] }],
    });
    const send = (body: string) => fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    const answers = await Promise.all(['one', 'two'].map(send));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(texts(nas).sort()).toEqual(['one', 'two']);
  });
});
