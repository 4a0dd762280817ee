/** The longest delay that a timer of any runtime can count. */
const longest = 2 ** 31 - 1;

/** A date in one of the three forms that a recipient has to accept; the last form does not name its time zone, GMT. Source: RFC 9110, 5.6.7. */
const date = /^[a-z].*:\d\d( GMT| \d{4})$/i;

/** Returns the milliseconds of a `Retry-After` header, from 0 to 2³¹−1; undefined if it is missing or invalid. */
export function readRetryAfter({ headers }: Response): number | undefined {
  const value = headers.get('retry-after') ?? '';
  let ms = Number.NaN;
  if (/^\d+$/.test(value)) ms = Number(value) * 1000;
  else if (date.test(value)) ms = Date.parse(value.replace(/( GMT)?$/, ' GMT')) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), longest);
}
