/** The parts of a raw request that a NAS decides: header names, names of fields in order, and the encoding. */
export function shapeOf(raw: string): object {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const [start = '', ...lines] = head.split('\r\n');
  const body = rest.join('\r\n\r\n');
  const headers = lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).sort();
  const type = lines.find((line) => /^content-type:/i.test(line))?.replace(/^.*?:\s*/, '');
  return {
    method: start.split(' ')[0],
    headers,
    type,
    ...((type ?? '').includes('json') ? shapeOfJson(body) : shapeOfForm(body)),
  };
}

function shapeOfJson(body: string): object {
  return { json: namesIn(body === '' ? {} : JSON.parse(body)) };
}

function shapeOfForm(body: string): object {
  const pairs = body === '' ? [] : body.split('&').map((pair) => pair.split('='));
  const payload = new URLSearchParams(body).get('payload');
  return {
    fields: pairs.map(([name]) => name),
    blanks: [...new Set(body.match(/\+|%20/g))],
    upperCase: !/%(?:[a-f]|\d[a-f])/.test(body),
    payload: payload === null ? undefined : namesIn(JSON.parse(payload)),
  };
}

/** Returns the names and types of a JSON value in order. */
function namesIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(namesIn);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, each]) => [name, namesIn(each)]);
}
