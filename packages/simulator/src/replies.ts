/** What the web API answers, and in words what became of the request. */
export interface Outcome {
  readonly body: object;
  readonly note: string;
}

// The members of every body stand in alphabetical order, as in all captures.
const refusals = {
  parameterMissing: { code: 101 },
  apiUnknown: { code: 102 },
  methodUnknown: { code: 103 },
  versionUnsupported: { code: 104 },
  fileUnreachable: { code: 117 },
  payloadMissing: { code: 120, errors: { name: 'payload', reason: 'required' } },
  tokenInvalid: { code: 404, errors: 'invalid token' },
  payloadInvalid: { code: 407, errors: 'payload: not a json object' },
  fileTooLarge: { code: 409 },
  textTooLong: { code: 410, errors: 'msg too long' },
  tooFast: { code: 411, errors: 'create post too fast' },
} as const;

export function accepted(note: string, data?: object): Outcome {
  return { body: data ? { data, success: true } : { success: true }, note };
}

export function refused(why: keyof typeof refusals, note: string): Outcome {
  return failure(refusals[why], note);
}

export function wrongType(name: string): Outcome {
  return failure({ code: 120, errors: { name, reason: 'type' } }, `"${name}" is of a wrong type: nothing posted`);
}

function failure(error: { readonly code: number; readonly errors?: string | object }, note: string): Outcome {
  return { body: { error, success: false }, note: `${error.code}: ${note}` };
}

/** As Chat sends it: status 200 for errors too, and this content type with its quotes. */
export function toResponse({ body }: Outcome): Response {
  return new Response(JSON.stringify(body), {
    headers: {
      'Content-Type': 'application/json; charset="UTF-8"',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
