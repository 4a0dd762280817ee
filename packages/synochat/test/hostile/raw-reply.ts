/** An HTTP answer as its bytes say. */
export interface Reply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The reply that the bytes begin with and where it ends, if its last byte has come; where no length is given, that is when the connection ends. */
export function readReply(bytes: Buffer, isHead: boolean, ended: boolean): { reply: Reply; end: number } | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const rest = bytes.subarray(headEnd + 4);
  const content = isHead ? { body: '', length: 0 } : readBody(rest, headers, ended);
  if (content === undefined) return undefined;
  const { body, length } = content;
  return { reply: { status: Number(statusLine.split(' ')[1]), headers, body }, end: headEnd + 4 + length };
}

interface Content {
  readonly body: string;
  /** Bytes on the wire. */
  readonly length: number;
}

function readBody(rest: Buffer, headers: ReadonlyMap<string, string>, ended: boolean): Content | undefined {
  const length = headers.get('content-length');
  if (length !== undefined) {
    const body = rest.subarray(0, Number(length));
    return body.length === Number(length) ? { body: body.toString(), length: body.length } : undefined;
  }
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(rest);
  return ended ? { body: rest.toString(), length: rest.length } : undefined;
}

function readChunks(rest: Buffer): Content | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString('latin1'), 16);
    at = lineEnd + 2 + size + 2;
    if (at > rest.length) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks).toString(), length: at };
    chunks.push(rest.subarray(lineEnd + 2, at - 2));
  }
}
