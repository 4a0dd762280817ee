import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from 'synochat-simulator/node';
import { expect, it } from 'vitest';
import { createCertificates } from '../../../packages/synochat/test/helpers/certificates.ts';
import { run } from './scripts.ts';

// In a clone Bun loads the sources, elsewhere the built package.
it.each([{ flags: [] }, { flags: undefined }])(
  'NAS_CERTIFICATE is trusted, and needed, with $flags',
  async ({ flags }) => {
    const folder = mkdtempSync(join(tmpdir(), 'synochat-announce-'));
    const { key, cert } = (await createCertificates()).servers.foreign;
    const NAS_CERTIFICATE = join(folder, 'nas.pem');
    writeFileSync(NAS_CERTIFICATE, cert);
    const chat = await startSimulator({ certificate: { key, cert } });
    const { url: SYNOCHAT_WEBHOOK } = chat.addIncoming({ channel: 'general' });
    const setting = flags ? { flags } : {};
    try {
      const refused = await run(['pipe.ts'], { input: 'Hello', env: { SYNOCHAT_WEBHOOK }, ...setting });
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('certificate is not trusted') as string });

      const env = { SYNOCHAT_WEBHOOK, NAS_CERTIFICATE };
      expect(await run(['pipe.ts'], { input: 'Hello', env, ...setting })).toEqual({ code: 0, out: '', err: '' });
      expect(chat.posts('general').map(({ text }) => text)).toEqual(['```\nHello\n```']);
    } finally {
      await chat.close();
      rmSync(folder, { recursive: true });
    }
  },
);

it.each([
  ['a key', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n', 'holds no certificate'],
  ['a page', '<html>secret</html>', 'holds no certificate'],
  ['nothing', '', 'holds no certificate'],
  ['one that is cut off', '-----BEGIN CERTIFICATE-----\nc2VjcmV0\n', 'cannot be read'],
])('NAS_CERTIFICATE that is %s ends in one sentence', async (_, text, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'synochat-announce-'));
  const NAS_CERTIFICATE = join(folder, 'nas.pem');
  writeFileSync(NAS_CERTIFICATE, text);
  try {
    for (const args of [['pipe.ts'], ['digest.ts', '--now']]) {
      const env = { SYNOCHAT_WEBHOOK: 'https://nas.example/', NAS_CERTIFICATE };
      const { code, out, err } = await run(args, { env, input: 'Hello' });

      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(new RegExp(`^NAS_CERTIFICATE is not a certificate: .*${why}.*\n$`));
      expect(err).not.toContain('secret');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
