import { RequestError } from 'synochat';
import type { Flags } from '../flags.ts';
import { bodyText, type Capture, contentTypeOf, parseRaw, type RawRequest, rawHead } from './capture.ts';
import { fillerSets } from './disguise.ts';
import { foreignPart } from './foreign-part.ts';
import { findLeak } from './leaks.ts';
import { ordinaryWords } from './ordinary-words.ts';
import { replaceFields } from './replace-fields.ts';
import { type CaptureKind, createReplacement, createSampleIds } from './replacements.ts';

interface CaptureMakerOptions {
  readonly kind?: Flags['kind'];
  /** The source in each capture, such as the version of Chat and the month. */
  readonly source: string;
  /** Texts that the program asked for. Any other text is replaced. */
  readonly prescribed?: readonly string[];
  /** Paths that are kept. Any other path becomes `/hook`. */
  readonly paths?: readonly string[];
}

/** Makes captures without secrets and names. */
export interface CaptureMaker {
  /** Tokens, hosts, addresses and names that no capture may hold. Requests add the tokens and names in them. */
  readonly secrets: Set<string>;
  /** Resolves with a capture, or with the reason why the request cannot be recorded. The reason names no secret. */
  readonly capture: (request: RawRequest) => Promise<Capture | string>;
}

/** Fields that name people and places. */
const nameFields = new Set(['token', 'username', 'channel_name', 'file_name', 'nickname', 'bot_name']);
const captureTitles: Readonly<Record<CaptureKind, string>> = {
  outgoing: 'outgoing webhook',
  slash: 'slash command',
  bot: 'message to a bot',
  press: 'button callback',
  probe: 'probe',
  refused: 'a request that is no event',
};

export function createCaptureMaker({ kind, source, prescribed = [], paths = [] }: CaptureMakerOptions): CaptureMaker {
  const secrets = new Set<string>();
  const ids = createSampleIds();
  let count = 0;

  async function read(raw: string): Promise<{ kind: CaptureKind; expect: object }> {
    try {
      const event = await parseRaw(raw, kind);
      return { kind: event.kind, expect: JSON.parse(JSON.stringify(event)) as object };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const { code } = error;
      return { kind: code === 'probe' ? 'probe' : 'refused', expect: { refused: code } };
    }
  }

  return {
    secrets,
    async capture(request) {
      let body: string;
      try {
        body = bodyText(request);
      } catch {
        return 'The body is no UTF-8.';
      }
      const type = contentTypeOf(request);
      for (const secret of secretHeaders(request)) secrets.add(secret);
      replaceFields(body, type, (name, value) => {
        if (nameFields.has(name)) secrets.add(value.join(''));
        return value;
      });
      const { pathname } = new URL(request.target, 'http://app.example');
      const path = paths.includes(pathname) ? pathname : '/hook';
      const found = (await read(`${rawHead(request, path, 0)}${body}`)).kind;
      for (const fillers of fillerSets) {
        const safe = replaceFields(body, type, createReplacement({ kind: found, ids, fillers, prescribed }));
        const raw = `${rawHead(request, path, new TextEncoder().encode(safe).length)}${safe}`;
        const { expect } = await read(raw);
        const id = `R${String(count + 1).padStart(3, '0')}`;
        const group = 'NAS → your server, recorded';
        const capture: Capture = {
          ...{ id, group, title: captureTitles[found], direction: 'NAS→app', raw, expect, source, certainty: 'L' },
        };
        if (findLeak(foreignPart(raw, prescribed), secrets, ordinaryWords) !== undefined) continue;
        count += 1;
        return capture;
      }
      return 'A token, host or name would remain in the recording.';
    },
  };
}

const tellingHeaders = /^(host|x-forwarded-.*|x-real-ip|forwarded|cookie|authorization|origin|referer)$/i;

/** Returns the values of headers that name a host, an address or a person, and each host and address in the values. */
function secretHeaders({ headers }: RawRequest): string[] {
  return headers.flatMap(([name, value]) => {
    if (!tellingHeaders.test(name)) return [];
    const hosts = value.split(/[\s,;="[\]/]+/).filter((each) => /\w[.:]+\w/.test(each));
    return [value, ...hosts]
      .flatMap((each) => [each, each.replace(/:\d+$/, '')])
      .filter((each) => each !== 'app.example');
  });
}
