/** Returns the header that names a file: in ASCII for old clients, and unchanged. */
export function contentDisposition(how: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `${how}; filename="${plain}"; filename*=UTF-8''${percentEncoded(name)}`;
}

/** Encodes more characters than a URI needs: RFC 8187 allows fewer. */
function percentEncoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
