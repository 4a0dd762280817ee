import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sendIncoming } from 'synochat';
import { createFileHost } from 'synochat/files';
import { diskStore } from 'synochat/files-disk';
import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../certificates.ts';
import { address, runScript, scratch, secret, serveBlock, serveWorker, startNas, texts } from './run.ts';

describe('in the README', () => {
  it('a job is acknowledged at once and its result posted later', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['count'], url });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    await serveBlock('Answer now, post later 1', port, { OUTGOING_TOKEN: token, WEBHOOK_URL: webhook });
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a picture that was just made is posted as a file', async () => {
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    const env = { WEBHOOK_URL: url, FILES_URL: `http://127.0.0.1:${port}`, FILES_SECRET: secret, PORT: String(port) };
    await runScript('Files that are not on the web 1', env);
    expect(nas.posts('general')).toMatchObject([
      { text: 'Sales today', file: { name: 'sales.svg', type: 'image/svg+xml', size: 41 } },
    ]);
  });

  it('files in a folder are served to the NAS by another process', async () => {
    const nas = await startNas();
    const { port } = await address();
    const { url } = nas.addIncoming({ channel: 'general' });
    const [baseUrl, folder] = [`http://127.0.0.1:${port}/files`, join(scratch, 'shared')];
    const env = { FILES_URL: baseUrl, FILES_SECRET: secret, FOLDER: folder };
    await serveBlock('Files that are not on the web 2', port, env);
    const files = createFileHost({ baseUrl, secret, store: diskStore(folder) });
    await sendIncoming(url, { fileUrl: await files.share('what happened', { name: 'log of today.txt' }) });
    expect(nas.posts('general')).toMatchObject([{ file: { name: 'log of today.txt', size: 13 } }]);
  });

  it('a message is sent to a NAS with a certificate of its own', async () => {
    const { servers } = await makeCertificates();
    const nas = await startNas({ certificate: servers.selfSigned });
    const { url } = nas.addIncoming({ channel: 'general' });
    const file = join(scratch, 'nas.pem');
    writeFileSync(file, servers.selfSigned.cert);
    await runScript('Own certificates 1', { WEBHOOK_URL: url, NAS_CERTIFICATE: file });
    expect(texts(nas)).toEqual(['Over https, with the certificate of this NAS']);
  });

  it('a Worker whose isolates share a bucket sends what it is given', async () => {
    const nas = await startNas();
    const { port } = await serveWorker('Rate limits across machines 2', {
      WEBHOOK_URL: nas.addIncoming({ channel: 'general' }).url,
    });
    const send = (body: string) => fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body });
    const answers = await Promise.all(['one', 'two'].map(send));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(texts(nas).sort()).toEqual(['one', 'two']);
  });

  it('a Hono app greets, and posts later what it counted', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const slash = nas.addSlash({ command: 'hello', url });
    const outgoing = nas.addOutgoing({ triggerWords: ['count'], url: new URL('/count', url).href });
    const webhook = nas.addIncoming({ channel: 'general' }).url;
    const env = { SLASH_TOKEN: slash.token, OUTGOING_TOKEN: outgoing.token, WEBHOOK_URL: webhook };
    await serveBlock('With Hono 1', port, env);
    expect((await nas.say('ada', 'general', '/hello mikael'))[0]?.text).toBe('Hello mikael, says ada');
    expect((await nas.say('ada', 'general', '/hello'))[0]?.text).toContain('Usage: /hello <name>');
    expect(await nas.say('ada', 'general', 'count sheep')).toHaveLength(1);
    await expect.poll(() => texts(nas)).toEqual(['count sheep', 'Counted sheep']);
  });

  it('a Hono app lets nobody guess its token for long', async () => {
    const nas = await startNas();
    const { port, url } = await address();
    const { token } = nas.addOutgoing({ triggerWords: ['hi'], url: new URL('/hook', url).href });
    await serveBlock('Guessed tokens 1', port, { OUTGOING_TOKEN: token });
    expect((await nas.say('ada', 'general', 'hi'))[1]?.text).toBe('Hello ada');
    const guess = (n: number) =>
      fetch(new URL('/hook', url), { method: 'POST', body: new URLSearchParams(`token=${n}`) });
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401);
    expect((await guess(10)).status).toBe(429);
    expect((await nas.say('ada', 'general', 'hi'))[1]?.text).toContain('Failed to send a request');
  });

  it('a test without a NAS passes', async () => {
    expect(await runScript('Test without a NAS 1')).toBe("[ 'Ping', 'Pong, mikael', 'Hello' ]\n");
  });
});
