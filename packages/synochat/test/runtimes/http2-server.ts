import { constants, createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from 'node:http2';

/** How it breaks a stream or a session; `early` before the body came. */
type Fault = (stream: ServerHttp2Stream) => void;

const later = (work: () => void) => setTimeout(work, 30);

function reset(code: number): Fault {
  return (stream) => {
    stream.close(code);
  };
}

const success = '{"success":true}';

function begin(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': 'application/json', 'content-length': success.length });
  stream.write(success.slice(0, 6));
}

/** When the head of a request is there. */
const early: Readonly<Record<string, Fault>> = {
  'refused-at-the-head': reset(constants.NGHTTP2_REFUSED_STREAM),
  'goaway-at-the-head': (stream) => {
    stream.session?.goaway(constants.NGHTTP2_NO_ERROR, 0);
    stream.session?.destroy();
  },
};

/** When the whole request is there. */
const received: Readonly<Record<string, Fault>> = {
  well: (stream) => {
    begin(stream);
    stream.end(success.slice(6));
  },
  'reset-by-an-error': reset(constants.NGHTTP2_INTERNAL_ERROR),
  'reset-as-cancelled': reset(constants.NGHTTP2_CANCEL),
  'reset-without-an-error': reset(constants.NGHTTP2_NO_ERROR),
  'reset-for-http-1': reset(constants.NGHTTP2_HTTP_1_1_REQUIRED),
  'reset-as-too-many': reset(constants.NGHTTP2_ENHANCE_YOUR_CALM),
  'goaway-with-it': (stream) => {
    stream.session?.goaway(constants.NGHTTP2_NO_ERROR, stream.id);
    later(() => stream.session?.destroy());
  },
  'goaway-without-it': (stream) => {
    stream.session?.goaway(constants.NGHTTP2_NO_ERROR, 0);
    stream.session?.destroy();
  },
  'goaway-by-an-error': (stream) => {
    stream.session?.goaway(constants.NGHTTP2_INTERNAL_ERROR, stream.id);
    later(() => stream.session?.destroy());
  },
  'end-before-the-answer': (stream) => stream.session?.destroy(),
  'reset-in-the-answer': (stream) => {
    begin(stream);
    later(() => {
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    });
  },
  'refused-in-the-answer': (stream) => {
    begin(stream);
    later(() => {
      stream.close(constants.NGHTTP2_REFUSED_STREAM);
    });
  },
  'end-in-the-answer': (stream) => {
    begin(stream);
    later(() => stream.session?.destroy());
  },
};

export const http2Faults = [...Object.keys(early), ...Object.keys(received)];

/** A server for HTTP/2, and for HTTP/1.1 where wanted, that breaks as the first part of the path says. */
export function createHttp2Server(
  certificate: { readonly key: string; readonly cert: string },
  allowHTTP1: boolean,
): { server: Http2SecureServer; seen: Map<string, { begun: number; received: number }> } {
  const seen = new Map<string, { begun: number; received: number }>();
  const server = createSecureServer({ ...certificate, allowHTTP1 }, (request, response) => {
    // By HTTP/2 `stream` answers.
    if (request.httpVersionMajor === 1) request.resume().on('end', () => response.end(success));
  });
  server.on('session', (session) => session.on('error', () => undefined));
  server.on('stream', (stream, headers) => {
    const [, fault = ''] = String(headers[':path']).split('/');
    const record = seen.get(fault) ?? { begun: 0, received: 0 };
    seen.set(fault, record);
    record.begun++;
    stream.on('error', () => undefined);
    const atOnce = early[fault];
    if (atOnce) {
      atOnce(stream);
      return;
    }
    stream.resume().on('end', () => {
      record.received++;
      received[fault]?.(stream);
    });
  });
  return { server, seen };
}
