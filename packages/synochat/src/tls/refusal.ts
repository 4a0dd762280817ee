/** Sentences about a refused certificate, by the code that Node and Bun give and by the sentence that Deno gives. */
const certificateSentences: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [
    /^(CERT_HAS_EXPIRED$|certificate expired|Expired)/,
    'The certificate of the NAS has expired: renew it in DSM, then give trust the new one',
  ],
  [
    /^(CERT_NOT_YET_VALID$|certificate not valid yet|NotValidYet)/,
    'The certificate of the NAS is not valid yet: check the clocks here and there',
  ],
  [
    /^ERR_TLS_CERT_ALTNAME/,
    'The certificate of the NAS is for another name than the URL: use a name that it holds, or give trust that very certificate',
  ],
  [
    /^(certificate not valid for name|NotValidForName)/,
    'The certificate of the NAS is for another name than the URL, which Deno refuses even if trust was given that very certificate: use a name that it holds (by DNS or the file hosts), or make one that holds the address',
  ],
  [
    /CaUsedAsEndEntity/,
    "The certificate of the NAS is that of an authority, which Deno refuses as a server's: make one with CA:FALSE",
  ],
  [
    /^((DEPTH_ZERO_)?SELF_SIGNED|UNABLE_TO_|CERT_SIGNATURE_FAILURE$)/,
    'The NAS shows another certificate than the ones given to trust, and none that they signed: if it was renewed, compare it with the one in DSM (synochat doctor prints it), then give trust that one',
  ],
  [
    // Deno does not show the certificate, which may be one that was given.
    /^(UnknownIssuer|BadSignature)/,
    'The certificate of the NAS is signed by none that were given to trust, which Deno needs even if trust was given that very certificate: give that of its authority, or a self-signed one of the NAS that holds the name of the URL, with CA:FALSE; if it was renewed, compare it with the one in DSM (synochat doctor prints it)',
  ],
];

type Told = Readonly<Partial<Record<'code' | 'cause' | 'message', unknown>>>;

/**
 * Returns the error of a `fetch` as one that says what is wrong with the certificate of the server, or as it is if
 * nothing is. A `SendError` then says the same.
 */
export function explain(error: unknown): unknown {
  const { code, cause } = Object(error) as Told;
  const inner = Object(cause) as Told;
  // The rest of Deno's sentence holds the address, and with it the token.
  const [, fact = ''] = String(inner.message).split('invalid peer certificate: ');
  const told = [code, inner.code].find((each) => typeof each === 'string') ?? fact;
  const [, sentence] = certificateSentences.find(([pattern]) => pattern.test(told)) ?? [];
  return sentence === undefined ? error : Object.assign(new Error(sentence, { cause: error }), { name: 'TrustError' });
}
