import type { Parameters } from './parameters.ts';
import { accepted, type Outcome, refused } from './replies.ts';

export type Fields = Parameters['fields'];

/** The request behind the parameters. */
export interface Asked extends Pick<Parameters, 'body' | 'raw'> {
  /** Adds something to the record that a NAS would not tell the client. */
  readonly hint: (text: string) => void;
}

/** One method of the API. It is called with parameters whose api, version and method are right. */
export type Method = (fields: Fields, asked: Asked) => Outcome | Promise<Outcome>;

const API = 'SYNO.Chat.External';
const MIN_VERSION = 1;
const MAX_VERSION = 3;

/**
 * `entry.cgi`: finds the method. The method is looked at before the token, as a client's health probe proves; that the
 * API and the version come first is a guess.
 */
export async function callEntry(fields: Fields, asked: Asked, methods: ReadonlyMap<string, Method>): Promise<Outcome> {
  const api = fields.get('api');
  if (!api) return refused('parameterMissing', 'no "api" given');
  if (api !== API) return refused('apiUnknown', `there is no API "${api}"`);

  const version = Number(fields.get('version') ?? Number.NaN);
  if (!Number.isInteger(version) || version < MIN_VERSION || version > MAX_VERSION) {
    return refused('versionUnsupported', `the version is not one of ${MIN_VERSION} to ${MAX_VERSION}`);
  }

  const name = fields.get('method');
  if (!name) return refused('parameterMissing', 'no "method" given');
  const method = methods.get(name);
  return method ? method(fields, asked) : refused('methodUnknown', `there is no method "${name}"`);
}

/** `query.cgi`: tells where an API is. The highest version is the one of Chat 2.4.5; the lowest is a guess. */
export function discover(fields: Fields): Outcome {
  if (fields.get('api') !== 'SYNO.API.Info') return refused('apiUnknown', 'only SYNO.API.Info can be asked here');
  if (fields.get('method')?.toLowerCase() !== 'query') return refused('methodUnknown', 'the only method is Query');

  const asked = fields.get('query')?.split(',') ?? [];
  const found = asked.includes(API) || asked.includes('all');
  const where = { maxVersion: MAX_VERSION, minVersion: MIN_VERSION, path: 'entry.cgi' };
  return accepted(found ? `${API} described` : 'no known API asked for', found ? { [API]: where } : {});
}
