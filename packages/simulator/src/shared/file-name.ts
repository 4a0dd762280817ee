/** The header that names a file: once for old readers in ASCII, once as it is. */
export function contentDisposition(how: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `${how}; filename="${plain}"; filename*=UTF-8''${percentEncoded(name)}`;
}

/** Beyond what a URI needs: RFC 8187 has a narrower set. */
function percentEncoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
