import type { PostedFile } from '../room/post.ts';
import { contentDisposition } from '../shared/file-name.ts';

/** An answer of the web API, and a note for the record. */
export type Outcome =
  | { readonly body: object; readonly note: string }
  | { readonly file: PostedFile; readonly note: string }
  | { readonly notFound: true; readonly note: string };

// The members of every body stand in alphabetical order, as in all captures.
const refusals = {
  parameterMissing: { code: 101 },
  apiUnknown: { code: 102 },
  methodUnknown: { code: 103 },
  versionUnsupported: { code: 104 },
  fileUnreachable: { code: 117 },
  targetMissing: { code: 800, errors: 'no target' },
  payloadMissing: { code: 120, errors: { name: 'payload', reason: 'required' } },
  notInChannel: { code: 401 },
  postUnknown: { code: 402, errors: 'post not found' },
  tokenInvalid: { code: 404, errors: 'invalid token' },
  botNotLegal: { code: 404, errors: 'bot is not legal' },
  payloadInvalid: { code: 407, errors: 'payload: not a json object' },
  recordInvalid: { code: 407, errors: 'record is not valid' },
  fileTooLarge: { code: 409 },
  textTooLong: { code: 410, errors: 'msg too long' },
  tooFast: { code: 411, errors: 'create post too fast' },
} as const;

export function accept(note: string, data?: object): Outcome {
  return { body: data ? { data, success: true } : { success: true }, note };
}

export function refuse(why: keyof typeof refusals, note: string): Outcome {
  return failure(refusals[why], note);
}

export function wrongParameter(name: string, reason: 'required' | 'type'): Outcome {
  const what = reason === 'type' ? 'is of a wrong type' : 'is missing';
  return failure({ code: 120, errors: { name, reason } }, `"${name}" ${what}`);
}

function failure(error: { readonly code: number; readonly errors?: string | object }, note: string): Outcome {
  return { body: { error, success: false }, note: `${error.code}: ${note}` };
}

const commonHeaders = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/**
 * Returns the response as Chat sends it: status 200 even for errors, with the content type of Chat. Only a missing file
 * is 404.
 */
export function outcomeResponse(outcome: Outcome): Response {
  if ('notFound' in outcome) return new Response('Not Found', { status: 404, headers: commonHeaders });
  if ('body' in outcome) {
    const headers = { ...commonHeaders, 'Content-Type': 'application/json; charset="UTF-8"' };
    return new Response(JSON.stringify(outcome.body), { headers });
  }
  const { name, type, size, bytes } = outcome.file;
  const headers = {
    ...commonHeaders,
    'Content-Type': type,
    'Content-Disposition': contentDisposition('attachment', name),
    'Content-Length': String(size),
  };
  return new Response(new Uint8Array(bytes), { headers });
}
