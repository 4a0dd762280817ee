// What only `exactOptionalPropertyTypes` tells apart: an option that is left out from one that is undefined.
import { parseOutgoing, parseSlash } from 'synochat';
import * as v from 'valibot';

declare const req: Request;
declare const unset: string | undefined;

export async function doors() {
  // @ts-expect-error a variable that may be missing opens no door; without this setting it is a TypeError at run time
  await parseOutgoing(req, { token: unset });
  // @ts-expect-error nor does it here
  await parseSlash(req, v.object({}), { token: unset });
  await parseOutgoing(req, { maxBytes: undefined, timeout: undefined });
}
