import { generate } from 'selfsigned';

/** How a server may present itself. */
export const presences = [
  // As 127.0.0.1 and localhost, signed by the authority.
  ...['trusted', 'expired', 'notYetValid'],
  // As 127.0.0.1 and localhost, signed by itself.
  ...['selfSigned', 'selfSignedExpired'],
  // By another name: signed by the authority; by an authority between, which is sent along.
  ...['otherName', 'chained'],
  // By another name, signed by itself: as DSM does; with a new key under the old name; as an authority; by no name at all.
  ...['foreign', 'renewed', 'foreignAuthority', 'nameless'],
] as const;
export type Presence = (typeof presences)[number];

export interface Certificates {
  /** PEM text of the authority. */
  readonly ca: string;
  /** Of the authority, to have it pasted by mistake. */
  readonly caKey: string;
  readonly servers: Readonly<Record<Presence, Pair>>;
}

interface Pair {
  readonly key: string;
  readonly cert: string;
}

type Extensions = NonNullable<NonNullable<Parameters<typeof generate>[1]>['extensions']>;

const elliptic = { keyType: 'ec', algorithm: 'sha256' } as const;
const day = 86_400_000;

/** An authority, and servers as a company's own authority, DSM and neglect make them. */
export async function createCertificates(): Promise<Certificates> {
  const ca = await createAuthority();
  const between = await createAuthority({ ca });
  const signed = { ca, extensions: server(here) };
  const foreign = { extensions: server(elsewhere) };
  const [trusted, selfSigned, otherName, expired, notYetValid] = await Promise.all([
    make(signed),
    make({ extensions: server(here) }),
    make({ ca, ...foreign }),
    make({ ...signed, ...days(-9, -1) }),
    make({ ...signed, ...days(1, 9) }),
  ]);
  const [selfSignedExpired, chained, ...foreigners] = await Promise.all([
    make({ extensions: server(here), ...days(-9, -1) }),
    make({ ca: between, ...foreign }),
    make(foreign),
    make(foreign),
    make({ extensions: server(elsewhere, true) }),
    make({ extensions: server() }),
  ]);
  const [unchanged, renewed, foreignAuthority, nameless] = foreigners;
  const alone = { trusted, selfSigned, otherName, expired, notYetValid, selfSignedExpired };
  const sent = { ...chained, cert: `${chained.cert.trim()}\n${between.cert}` };
  const servers = { ...alone, chained: sent, foreign: unchanged, renewed, foreignAuthority, nameless };
  return { ca: ca.cert, caKey: ca.key, servers };
}

/** An authority that signs itself, or is signed by another. */
async function createAuthority(options: Parameters<typeof make>[0] = {}): Promise<Pair> {
  const name = options.ca ? 'Authority between' : 'Authority of the tests';
  return make(
    {
      ...options,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, critical: true },
      ],
    },
    name,
  );
}

type Names = Extract<Extensions[number], { name: 'subjectAltName' }>['altNames'];

const here: Names = [
  { type: 2, value: 'localhost' },
  { type: 7, ip: '127.0.0.1' },
];

const elsewhere: Names = [{ type: 2, value: 'nas.example' }];

/** Not an authority itself unless it is said: Deno refuses that as a server. */
function server(altNames?: Names, cA = false): Extensions {
  return [
    { name: 'basicConstraints', cA, critical: true },
    ...(altNames ? [{ name: 'subjectAltName' as const, altNames }] : []),
  ];
}

function days(from: number, to: number): { notBeforeDate: Date; notAfterDate: Date } {
  return { notBeforeDate: new Date(Date.now() + from * day), notAfterDate: new Date(Date.now() + to * day) };
}

async function make(options: NonNullable<Parameters<typeof generate>[1]>, name = 'NAS'): Promise<Pair> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], { ...elliptic, ...options });
  return { key, cert };
}
