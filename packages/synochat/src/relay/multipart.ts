import { RequestError } from '../index.ts';

/**
 * Returns the fields of a multipart body without its files. Throws a `RequestError` for a broken body.
 *
 * Not by `formData()`: on workerd it refuses the nameless file that Grafana sends. The text may hold U+FFFD for the bytes of a
 * file, which no field is.
 */
export function fieldsOfMultipart(body: string, type: string): Record<string, string> {
  const [, quoted = '\n', boundary = quoted] = /boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const [, ...parts] = body.split(`--${boundary}`);
  if (!parts.pop()?.startsWith('--'))
    throw new RequestError('notification_invalid', 'The multipart body is broken or cut off');
  const fields = parts.flatMap((part) => {
    const [head = '', ...lines] = part.split('\r\n\r\n');
    const [, name] = /\bname="([^"]*)"/i.exec(head) ?? [];
    return name === undefined || /filename\*?=/i.test(head)
      ? []
      : [[name, lines.join('\r\n\r\n').replace(/\r\n$/, '')]];
  });
  return Object.fromEntries(fields) as Record<string, string>;
}
