import { generate } from 'selfsigned';

/** How a server may present itself; all but `otherName` as 127.0.0.1 and localhost, all but `selfSigned` signed by the authority. */
export const presences = ['trusted', 'selfSigned', 'otherName', 'expired', 'notYetValid'] as const;
export type Presence = (typeof presences)[number];

export interface Certificates {
  /** PEM text of the authority. */
  readonly ca: string;
  /** Of the authority, to have it pasted by mistake. */
  readonly caKey: string;
  readonly servers: Readonly<Record<Presence, { readonly key: string; readonly cert: string }>>;
}

type Extensions = NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>;

const elliptic = { keyType: 'ec', algorithm: 'sha256' } as const;
const day = 86_400_000;

/** An authority, and servers as a company's own authority, DSM and neglect make them. */
export async function makeCertificates(): Promise<Certificates> {
  const ca = await generate([{ name: 'commonName', value: 'Authority of the tests' }], {
    ...elliptic,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const signed = { ca: { key: ca.private, cert: ca.cert }, extensions: server(here) };
  const [trusted, selfSigned, otherName, expired, notYetValid] = await Promise.all([
    make(signed),
    make({ extensions: server(here) }),
    make({ ...signed, extensions: server([{ type: 2, value: 'nas.example' }]) }),
    make({ ...signed, ...days(-9, -1) }),
    make({ ...signed, ...days(1, 9) }),
  ]);
  return { ca: ca.cert, caKey: ca.private, servers: { trusted, selfSigned, otherName, expired, notYetValid } };
}

type Names = Extract<Extensions[number], { name: 'subjectAltName' }>['altNames'];

const here: Names = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
];

/** Not an authority itself: Deno refuses that as a server. */
function server(altNames: Names): Extensions {
  return [
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'subjectAltName', altNames },
  ];
}

function days(from: number, to: number): { notBeforeDate: Date; notAfterDate: Date } {
  return { notBeforeDate: new Date(Date.now() + from * day), notAfterDate: new Date(Date.now() + to * day) };
}

async function make(options: NonNullable<Parameters<typeof generate>[1]>): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'NAS' }], { ...elliptic, ...options });
  return { key, cert };
}
