/** The facts of an exchange before the fault. */
interface Exchange {
  /** Brings the request to the NAS, and gives its answer. */
  readonly reach: () => Promise<Response>;
  /** Milliseconds that pass. */
  readonly pass: (ms: number) => Promise<void>;
}

type Fault = (exchange: Exchange) => Promise<Response>;

/** The faults between us and the NAS, by name. A fault `after` hits a message that may be posted. */
export const faults: Readonly<Record<string, Fault>> = {
  'nothing listens': () => broken({ code: 'ECONNREFUSED', syscall: 'connect' }),
  'a connection takes too long': () => broken({ code: 'UND_ERR_CONNECT_TIMEOUT' }),
  'no such host': () => broken({ code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
  'the certificate is not trusted': () => broken({ code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
  'reset before': () => broken({ code: 'ECONNRESET' }),
  'reset after': ({ reach }) => reach().then(() => broken({ code: 'ECONNRESET' })),
  'an error without a reason, before': () => Promise.reject(new TypeError('fetch failed')),
  'an error without a reason, after': ({ reach }) => reach().then(() => Promise.reject(new TypeError('fetch failed'))),
  'silence before': () => never,
  'silence after': ({ reach }) => reach().then(() => never),
  'arrives when nobody waits any more': ({ reach, pass }) => pass(45_000).then(reach),
  'answered when nobody waits any more': async ({ reach, pass }) => {
    const response = await reach();
    await pass(45_000);
    return response;
  },
  'a busy proxy before': () => Promise.resolve(new Response('busy', { status: 503 })),
  'a late proxy after': instead(() => new Response('late', { status: 504 })),
  'a forbidding proxy before': () => Promise.resolve(new Response('no', { status: 403 })),
  'a page after': instead(() => new Response('<!doctype html>')),
  'half a reply after': instead(() => new Response('{"succ')),
  'a flood after': instead(() => new Response('x'.repeat(100_000))),
  'a broken body after': instead(() =>
    cut((controller) => {
      controller.error(new TypeError('lost'));
    }),
  ),
  'a stalled body after': instead(() => cut(() => undefined)),
  'an unknown error before': () => Promise.resolve(Response.json({ error: { code: 100 }, success: false })),
  'an unknown error after': instead(() => Response.json({ error: { code: 999 }, success: false })),
  'Chat is not there': () => Promise.resolve(Response.json({ error: { code: 102 }, success: false })),
  'too fast, says a proxy': () => Promise.resolve(Response.json({ error: { code: 411 }, success: false })),
  'a reply in bytes': async ({ reach, pass }) => {
    const bytes = new Uint8Array(await (await reach()).arrayBuffer());
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (const byte of bytes) {
          await pass(100);
          controller.enqueue(Uint8Array.of(byte));
        }
        controller.close();
      },
    });
    return new Response(body);
  },
};

const never = new Promise<never>(() => undefined);

/** As Node has it. */
function broken(cause: object): Promise<never> {
  return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('broken'), cause) }));
}

/** The NAS is reached, but what it says is not what arrives. */
function instead(answer: () => Response): Fault {
  return ({ reach }) => reach().then(answer);
}

/** The beginning of a reply, and another end. */
function cut(end: (controller: ReadableStreamDefaultController) => void): Response {
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (begun) end(controller);
      else controller.enqueue(new TextEncoder().encode('{"succ'));
      begun = true;
    },
  });
  return new Response(body);
}
