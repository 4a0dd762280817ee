/** Always throws: a Worker has no say in whom it trusts. */
export function trust(): never {
  throw new Error(
    'Workers trust public certificates only: have DSM get one from Let’s Encrypt, or put a Cloudflare Tunnel ' +
      'before the NAS; self-hosted, workerd takes tlsOptions.trustedCertificates in its configuration',
  );
}
