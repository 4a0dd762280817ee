import { accept, type Outcome, refuse } from './outcome.ts';
import type { Parameters } from './parameters.ts';

export type Fields = Parameters['fields'];

/** The request behind the parameters. */
export interface CallContext extends Pick<Parameters, 'body' | 'raw'> {
  /** Adds a note to the record that a NAS would not send to the client. */
  readonly hint: (text: string) => void;
}

/** A method of the API. `api`, `version` and `method` of the parameters are already checked. */
export type Method = (fields: Fields, context: CallContext) => Outcome | Promise<Outcome>;

const chatApi = 'SYNO.Chat.External';
const minVersion = 1;
const maxVersion = 3;

/**
 * Answers `entry.cgi`: finds the method and calls it. The method is checked before the token, as a client's health
 * probe proves. Checking API and version first is a guess.
 */
export async function callEntry(
  fields: Fields,
  context: CallContext,
  methods: ReadonlyMap<string, Method>,
): Promise<Outcome> {
  const api = fields.get('api');
  if (!api) return refuse('parameterMissing', 'the parameter "api" is missing');
  if (api !== chatApi) return refuse('apiUnknown', `there is no API "${api}"`);

  const version = Number(fields.get('version') ?? Number.NaN);
  if (!Number.isInteger(version) || version < minVersion || version > maxVersion) {
    return refuse('versionUnsupported', `the version is not one of ${minVersion} to ${maxVersion}`);
  }

  const name = fields.get('method');
  if (!name) return refuse('parameterMissing', 'the parameter "method" is missing');
  const method = methods.get(name);
  return method ? method(fields, context) : refuse('methodUnknown', `there is no method "${name}"`);
}

/** Answers `query.cgi`: the path of an API. The highest version is that of Chat 2.4.5. The lowest is a guess. */
export function discover(fields: Fields): Outcome {
  if (fields.get('api') !== 'SYNO.API.Info') return refuse('apiUnknown', 'query.cgi answers only SYNO.API.Info');
  if (fields.get('method')?.toLowerCase() !== 'query') return refuse('methodUnknown', 'the only method is Query');

  const names = fields.get('query')?.split(',') ?? [];
  const isKnown = names.includes(chatApi) || names.includes('all');
  const where = { maxVersion, minVersion, path: 'entry.cgi' };
  return accept(isKnown ? `${chatApi} described` : 'no known API asked for', isKnown ? { [chatApi]: where } : {});
}
