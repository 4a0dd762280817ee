import { SendError, type SendOptions, sendIncoming } from 'synochat';
import { type TrustOptions, trust } from 'synochat/tls';
import { describe, expect, inject, it } from 'vitest';

const token = 'TlAa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';
const { ca, caKey, servers } = inject('certificates');
const at = inject('secureServers');
const ownCertificate = servers.selfSigned.cert;

const onWorkers = navigator.userAgent === 'Cloudflare-Workers';
const onDeno = navigator.userAgent.startsWith('Deno');
const signedByNone = onDeno
  ? 'is signed by none that were given to trust'
  : 'shows another certificate than the ones given to trust, and none that they signed';

/** Sends to a server that does as the path says; gives the error, or nothing. */
async function send(origin: string, options: SendOptions, path = 'ok'): Promise<SendError | undefined> {
  const webhook = `${origin}/${path}/webapi/entry.cgi?token=%22${token}%22`;
  try {
    await sendIncoming(webhook, 'x & y', { limiter: false, retries: 0, ...options });
    return undefined;
  } catch (error) {
    if (error instanceof SendError) return error;
    throw error;
  }
}

const refused = { code: 'tls_failed', posted: 'no', retryable: false };

/** Returns the error of `trust` for options that the types may not allow. */
function mistake(options: unknown): unknown {
  try {
    trust(options as TrustOptions);
    return 'accepted';
  } catch (error) {
    return error;
  }
}

function trustingSomebody() {
  describe('a NAS with a self-signed certificate', () => {
    it.each([
      ['its authority is', ca, at.trusted],
      ['it is itself, being self-signed,', ownCertificate, at.selfSigned],
      ['one of a bundle, with notes between, is', `bag: 1\n${ownCertificate}# authority\n${ca}`, at.trusted],
      ['one of several texts is', [ownCertificate, ca], at.trusted],
      ['one text behind another without a line end is', ownCertificate.trim() + ca.trim(), at.trusted],
      ['a text with the line ends of Windows is', ca.replaceAll('\n', '\r\n'), at.trusted],
      ['a text indented by YAML is', ca.replaceAll(/^/gm, '    '), at.trusted],
      ['a text put on one line is', ca.replaceAll('\n', ' '), at.trusted],
    ])('gets the message where %s trusted', async (_, pem, origin) => {
      expect(await send(origin, { fetch: trust({ ca: pem }) })).toBeUndefined();
    });

    it('gets it by its name as by its number', async () => {
      expect(await send(at.trusted.replace('127.0.0.1', 'localhost'), { fetch: trust({ ca }) })).toBeUndefined();
    });

    it('gets nothing from those who trust another, or nobody in particular', async () => {
      expect(await send(at.trusted, { fetch: trust({ ca: ownCertificate }) })).toMatchObject(refused);
      expect(await send(at.selfSigned, { fetch: trust({ ca }) })).toMatchObject(refused);
      expect(await send(at.trusted, {})).toMatchObject(refused);
    });

    it.each([
      ['it is for another name', at.otherName],
      ['it has expired', at.expired],
      ['it is not valid yet', at.notYetValid],
    ])('gets nothing, though trusted, where %s', async (_, origin) => {
      expect(await send(origin, { fetch: trust({ ca }) })).toMatchObject(refused);
    });

    it('gives the token away in no error', async () => {
      const error = await send(at.otherName, { fetch: trust({ ca }) });

      expect(`${error?.message} ${error?.stack} ${JSON.stringify(error)}`).not.toContain(token);
    });
  });

  describe('a NAS whose very certificate was passed', () => {
    const certificateOf = (presence: keyof typeof servers) => servers[presence].cert;

    it('gets nothing, and is told so, when it shows a renewed one', async () => {
      const error = await send(at.renewed, { fetch: trust({ ca: certificateOf('foreign') }) });

      expect(error).toMatchObject(refused);
      expect(error?.message).toContain(signedByNone);
      expect(error?.message).toContain('if it was renewed, compare it with the one in DSM');
    });

    // With `chained` comes the authority between.
    it.each([
      ['otherName', [ca, certificateOf('trusted')]],
      ['otherName', [certificateOf('trusted')]],
      ['otherName', [ca, certificateOf('chained')]],
      ['chained', [ca, certificateOf('otherName')]],
      ['trusted', [certificateOf('otherName')]],
      ['selfSigned', [certificateOf('foreign')]],
    ] as const)('lets nobody take its place with another (%s)', async (presence, pem) => {
      expect(await send(at[presence], { fetch: trust({ ca: pem }) })).toMatchObject(refused);
    });

    it.each(['expired', 'selfSignedExpired', 'notYetValid'] as const)(
      'gets nothing out of its dates (%s)',
      async (presence) => {
        expect(await send(at[presence], { fetch: trust({ ca: [ca, servers[presence].cert] }) })).toMatchObject(refused);
      },
    );

    it.each([
      ['selfSignedExpired', servers.selfSignedExpired.cert, 'has expired: renew it in DSM'],
      ['notYetValid', ca, 'is not valid yet: check the clocks'],
      ['otherName', ca, 'is for another name than the URL'],
      ['trusted', servers.foreign.cert, signedByNone],
    ] as const)('is told what is wrong with it (%s)', async (presence, pem, says) => {
      expect((await send(at[presence], { fetch: trust({ ca: pem }) }))?.message).toContain(says);
    });
  });

  describe('the fetch that trusts', () => {
    const fetch = trust({ ca });

    it('serves 20 messages at once', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, () => send(at.trusted, { fetch })));

      expect(results).toEqual(Array.from({ length: 20 }, () => undefined));
    });

    it('works by itself, called bare', async () => {
      const response = await fetch(`${at.trusted}/ok/`, {
        method: 'POST',
        body: new URLSearchParams({ payload: '{}' }),
      });

      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await response.json()).toEqual({ success: true });
    });

    it('speaks plain HTTP too', async () => {
      expect(await send(inject('badServer'), { fetch })).toBeUndefined();
    });

    it('follows no redirection that was not asked for', async () => {
      expect(await send(at.trusted, { fetch }, 'redirect')).toMatchObject({ code: 'redirected', posted: 'no' });
    });

    it.each(['hang', 'stall'])('can be aborted while the answer is awaited (%s)', async (path) => {
      const controller = new AbortController();
      const reason = new Error('no longer needed');

      const sending = send(at.trusted, { fetch, signal: controller.signal }, path);
      setTimeout(() => {
        controller.abort(reason);
      }, 50);

      await expect(sending).rejects.toBe(reason);
    });

    it('runs out of time like any other', async () => {
      expect(await send(at.trusted, { fetch, timeout: 100 }, 'hang')).toMatchObject({
        code: 'timeout',
        posted: 'unknown',
      });
    });

    it('tells a broken connection and a closed port from a certificate', async () => {
      expect(await send(at.trusted, { fetch }, 'close')).toMatchObject({ code: 'connection_lost', posted: 'unknown' });
      expect(await send(inject('closedPort').replace('http:', 'https:'), { fetch })).toMatchObject({
        code: 'connect_failed',
        posted: 'no',
        retryable: true,
      });
    });
  });

  describe('an argument of trust', () => {
    const [first = '', ...lines] = ca.split('\n');

    it.each([
      ['nothing at all', {}],
      ['a variable that is not set', { ca: undefined }],
      ['both members', { ca, dangerouslyTrustAnyone: true }],
      ['trust in anyone that is not meant', { dangerouslyTrustAnyone: false }],
      ['trust in anyone by another word', { dangerouslyTrustAnyone: 'yes' }],
    ])('is either a certificate or anyone, not %s', (_, options) => {
      expect(mistake(options)).toEqual(
        new TypeError('trust needs either ca, the certificate to trust, or dangerouslyTrustAnyone: true'),
      );
    });

    it.each([
      ['an empty text', '', 'ca holds no certificate'],
      ['a path', '/etc/ssl/nas.pem', '-----BEGIN CERTIFICATE-----'],
      ['an empty list', [], 'empty list'],
      ['the bytes of a file', new TextEncoder().encode(ca), 'read the file as text'],
      ['a list with the bytes of a file', [ca, new TextEncoder().encode(ca)], 'ca[1] must be PEM text'],
      ['null', null, 'PEM text'],
      ['a list with one text that is none', [ca, 'nas.pem'], 'ca[1] holds no certificate'],
      ['a private key', caKey, 'private key'],
      ['a certificate cut off before its end', ca.slice(0, -40), 'Certificate 1 in ca cannot be read'],
      [
        'a certificate without a line of it',
        [first, ...lines.slice(1)].join('\n'),
        'Certificate 1 in ca cannot be read',
      ],
      ['a bundle with a damaged second', ownCertificate + ca.replace('M', '!'), 'Certificate 2 in ca cannot be read'],
    ])('is a certificate, not %s', (_, pem, says) => {
      const error = mistake({ ca: pem });

      expect(error).toBeInstanceOf(TypeError);
      expect((error as TypeError).message).toContain(says);
    });

    it('is an error of the compiler too', () => {
      // @ts-expect-error one of them is needed
      expect(() => trust({})).toThrow(TypeError);
      // @ts-expect-error not both of them
      expect(() => trust({ ca, dangerouslyTrustAnyone: true })).toThrow(TypeError);
      // @ts-expect-error a variable that may not be set
      expect(() => trust({ ca: undefined })).toThrow(TypeError);
      // @ts-expect-error no way to mean it half
      expect(() => trust({ dangerouslyTrustAnyone: false })).toThrow(TypeError);
    });

    it('is not repeated in the error', () => {
      const key = caKey.split('\n')[1] ?? '';

      expect(key).toHaveLength(64);
      expect((mistake({ ca: caKey }) as Error).message).not.toContain(key);
      expect((mistake({ ca: ca.slice(0, -40) }) as Error).message).not.toContain(lines[0]);
    });
  });
}

function trustingByAnyName() {
  describe('a NAS whose very certificate was passed, where the runtime can', () => {
    it.each(['foreign', 'foreignAuthority', 'nameless', 'otherName', 'chained', 'trusted'] as const)(
      'gets the message by any address (%s)',
      async (presence) => {
        const fetch = trust({ ca: servers[presence].cert });

        expect(await send(at[presence], { fetch })).toBeUndefined();
        expect(await send(at[presence].replace('127.0.0.1', 'localhost'), { fetch })).toBeUndefined();
      },
    );

    it('gets the message where other certificates are passed too', async () => {
      const pem = [ca, servers.otherName.cert, servers.foreign.cert];

      expect(await send(at.foreign, { fetch: trust({ ca: pem }) })).toBeUndefined();
    });
  });
}

function trustingAnyone() {
  describe('whoever trusts anyone', () => {
    const fetch = trust({ dangerouslyTrustAnyone: true });

    it.each(Object.entries(at))('reaches a NAS whose certificate is %s', async (_, origin) => {
      expect(await send(origin, { fetch })).toBeUndefined();
    });

    it('leaves everyone else as careful as before', async () => {
      await send(at.selfSigned, { fetch });

      expect(await send(at.selfSigned, {})).toMatchObject(refused);
      expect(await send(at.selfSigned, { fetch: trust({ ca }) })).toMatchObject(refused);
    });
  });
}

if (onWorkers) {
  describe('trust on Workers', () => {
    it.each([{ ca }, { dangerouslyTrustAnyone: true as const }])('says what can be done instead', (options) => {
      expect(() => trust(options)).toThrow(/Let’s Encrypt.*Cloudflare Tunnel.*tlsOptions\.trustedCertificates/);
    });
  });
} else {
  trustingSomebody();
  if (onDeno) {
    describe('a NAS whose very certificate was passed on Deno', () => {
      it.each([
        ['foreign', 'which Deno refuses even if trust was given that very certificate: use a name that it holds'],
        ['nameless', 'which Deno refuses even if trust was given that very certificate: use a name that it holds'],
        ['foreignAuthority', "is that of an authority, which Deno refuses as a server's: make one with CA:FALSE"],
        ['otherName', 'even if trust was given that very certificate: give that of its authority'],
        ['trusted', 'even if trust was given that very certificate: give that of its authority'],
      ] as const)('is told what to do instead (%s)', async (presence, says) => {
        const error = await send(at[presence], { fetch: trust({ ca: servers[presence].cert }) });

        expect(error).toMatchObject(refused);
        expect(error?.message).toContain(says);
        expect(error?.message).not.toContain('another certificate');
      });
    });

    describe('trust in anyone on Deno', () => {
      it('says that it takes a flag for the whole process', () => {
        expect(mistake({ dangerouslyTrustAnyone: true })).toEqual(
          new Error(
            'Deno cannot trust anyone in one request: give ca, or start it with --unsafely-ignore-certificate-errors=HOST',
          ),
        );
      });
    });
  } else {
    trustingByAnyName();
    trustingAnyone();
  }
}
