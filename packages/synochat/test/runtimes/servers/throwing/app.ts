// Fails in every way that an author's code can, at the path of that name.
import { HTTPException } from 'hono/http-exception';
import { chatHandler, lateWork, RequestError, respond } from 'synochat';
import { createFileHost } from 'synochat/files';

// A stranger must see neither this line nor the place of this file.
const secret = 'MARKER-in-the-source';
const fault = (text: string) => new Error(`${text}, MARKER-in-the-message`);
const raise = (error: unknown) => () => {
  throw error;
};

const unreadable = fault('unreadable');
for (const key of ['message', 'stack', 'cause', 'name', 'toString', 'getResponse'])
  Object.defineProperty(unreadable, key, { get: raise(fault(key)) });
const away = () => Promise.reject(fault('file-store'));
const host = createFileHost({
  baseUrl: 'http://files.example/file-store',
  secret,
  store: { put: () => Promise.resolve(), get: away, delete: away },
});
const late = lateWork();
let same: Response | undefined;

const failures: Readonly<Record<string, () => unknown>> = {
  string: raise('string, MARKER-in-the-message'),
  error: raise(fault('error')),
  null: raise(null),
  undefined: raise(undefined),
  symbol: raise(Symbol('symbol, MARKER-in-the-message')),
  unreadable: raise(unreadable),
  rejected: () => Promise.reject(fault('rejected')),
  later: () => new Promise((_, reject) => setTimeout(reject, 10, fault('later'))),
  none: () => undefined,
  text: () => 'MARKER-in-the-message',
  'error-response': () => Response.error(),
  'get-response': raise({ getResponse: raise(fault('get-response')) }),
  'get-nothing': raise({ getResponse: () => undefined }),
};

const handlers = Object.entries(failures).map(
  ([name, fail]) => [`/${name}`, chatHandler(fail as () => Response)] as const,
);
const twice = [raise(fault('on-error')), away, () => undefined].map(
  (onError, index) =>
    [
      `/on-error-${index}`,
      chatHandler(raise(fault('error')), { onError: onError as unknown as () => Response }),
    ] as const,
);
const routes = new Map<string, (req: Request) => Promise<Response>>([
  ...handlers,
  ...twice,
  ['/file-store', async () => host.handler(new Request(await host.share('a', { name: 'a.txt' })))],
  ['/same', chatHandler(() => (same ??= respond('the same for all')))],
  ['/exception', chatHandler(raise(new HTTPException(403, { message: 'not you' })))],
  ['/refusal', chatHandler(raise(new RequestError('field_missing', 'MARKER-in-the-message')))],
  ['/answered', chatHandler(raise(fault('answered')), { onError: () => new Response('sorry', { status: 503 }) })],
  [
    '/late',
    chatHandler(() => {
      late.run(Promise.reject(fault('late')));
      return new Response('started');
    }),
  ],
]);

/** No framework and no `try`: what the handlers let through reaches the runtime. */
export function handle(req: Request): Response | Promise<Response> {
  return routes.get(new URL(req.url).pathname)?.(req) ?? new Response('ready');
}
