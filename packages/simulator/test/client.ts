import type { Simulator } from '../src/simulator.ts';

interface Reply {
  readonly success: boolean;
  readonly data?: unknown;
  readonly error?: { readonly code: number; readonly errors?: unknown };
}

/** Posts a payload as a client does, and returns the reply. */
export async function post(simulator: Simulator, url: string, payload: unknown): Promise<Reply> {
  const body = new URLSearchParams({ payload: typeof payload === 'string' ? payload : JSON.stringify(payload) });
  return reply(simulator, url, { method: 'POST', body });
}

export async function reply(simulator: Simulator, url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await simulator.fetch(url, init);
  return (await response.json()) as Reply;
}

/** An app in the same process: answers every hook the same way and stores the requests. */
export function appThatAnswers(answer: () => Response | Promise<Response>) {
  const requests: { readonly method: string; readonly url: string; readonly fields: URLSearchParams; body: string }[] =
    [];
  return {
    requests,
    fetch: async (req: Request) => {
      const { method, url } = req;
      // workerd warns of a form that is read as text.
      const sent = new TextDecoder().decode(await req.arrayBuffer());
      requests.push({ method, url, fields: new URLSearchParams(sent), body: sent });
      return answer();
    },
  };
}

/** A clock that moves only by `advance`, which ends the sleeps that are due. */
export function handClock(start = 1_720_000_000_000) {
  let time = start;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ until: time + ms, wake });
      }),
    advance: (ms: number) => {
      time += ms;
      const due = sleepers.filter(({ until }) => until <= time);
      sleepers = sleepers.filter(({ until }) => until > time);
      for (const { wake } of due) wake();
    },
  };
}

/** A promise that is resolved from outside. */
export function deferred<T = void>() {
  let resolveNow: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => {
    resolveNow = resolve;
  });
  return { promise, resolve: (value: T) => resolveNow?.(value) };
}

/** Calls the API of the page, as the page does. */
export async function ask(simulator: Simulator, path: string, method = 'GET', body?: unknown) {
  const headers = { 'Content-Type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await simulator.fetch(`http://localhost/api/${path}`, init);
  const text = await response.text();
  return { status: response.status, body: response.ok ? (JSON.parse(text) as unknown) : text };
}
