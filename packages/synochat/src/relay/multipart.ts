/**
 * Returns the fields of a multipart body without its files; undefined for a broken body.
 *
 * Not by `formData()`: on workerd it refuses the nameless file that Grafana sends. The text may hold U+FFFD for the bytes of a
 * file, which no field is.
 */
export function fieldsOfMultipart(body: string, type: string): [name: string, value: string][] | undefined {
  const [, quoted, boundary = quoted] = /boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const [, ...parts] = boundary === undefined ? [] : body.split(`--${boundary}`);
  if (!parts.pop()?.startsWith('--')) return undefined;
  return parts.flatMap((part) => {
    const [head = '', ...lines] = part.split('\r\n\r\n');
    const [, name] = /\bname="([^"]*)"/i.exec(head) ?? [];
    const isFile = name === undefined || /filename\*?=/i.test(head);
    return isFile ? [] : [[name, lines.join('\r\n\r\n').replace(/\r\n$/, '')]];
  });
}
