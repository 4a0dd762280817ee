import { beforeEach, describe, expect, it } from 'vitest';
import { createChat } from '../../test/portable/chat.ts';
import { watchErrors } from '../../test/portable/printed.ts';
import { acknowledge, chatHandler, lateWork, parseOutgoing, sendIncoming } from '../index.ts';

/** A promise and how to end it. */
function job(): { work: Promise<void>; end: () => void; fail: (error: Error) => void } {
  const ends: { end?: () => void; fail?: (error: Error) => void } = {};
  const work = new Promise<void>((resolve, reject) => Object.assign(ends, { end: resolve, fail: reject }));
  return { work, ...(ends as { end: () => void; fail: (error: Error) => void }) };
}

/** A Worker's context as strict as the real one: its method needs its `this`. */
class Context {
  #promises: Promise<unknown>[] = [];
  waitUntil(promise: Promise<unknown>): void {
    this.#promises.push(promise);
  }
  promises(): Promise<unknown>[] {
    return this.#promises;
  }
}

/** Whether the promise has settled once everything that needs no waiting is done. */
async function isOver(promise: Promise<unknown> | undefined): Promise<boolean> {
  let isSettled = false;
  const note = () => {
    isSettled = true;
  };
  promise?.then(note, note);
  await new Promise((resolve) => setTimeout(resolve));
  return isSettled;
}

const printed = watchErrors();
const fault = new Error('the report is lost');

describe('late work', () => {
  it('is posted to the channel after the empty answer, which does not wait for it', async () => {
    const late = lateWork();
    const counting = job();
    const app: { handle?: (req: Request) => Promise<Response> } = {};
    const { nas, url, fetch, texts } = createChat({
      fetch: (req) => app.handle?.(req) ?? new Response(),
    });
    const { token } = nas.addOutgoing({ triggerWords: ['Count'], url: 'http://app.example/' });
    app.handle = chatHandler(async (req) => {
      const { rest } = await parseOutgoing(req, { token, triggerWords: 'Count' });
      late.run(counting.work.then(() => sendIncoming(url, `There are 12 ${rest}`, { fetch })));
      return acknowledge();
    });

    await nas.say('mikael', 'general', 'Count sheep');
    expect(nas.exchanges().at(-1)?.response).toMatchObject({ status: 200, body: '' });
    expect(texts()).toEqual(['Count sheep']);

    counting.end();
    await late.settled();
    expect(texts()).toEqual(['Count sheep', 'There are 12 sheep']);
    expect(nas.notices('mikael')).toEqual([]);
  });

  it('does not throw when it fails, also when it has failed before', async () => {
    const seen: unknown[] = [];
    const late = lateWork({ onError: (error) => seen.push(error) });
    const failing = job();
    expect(() => {
      late.run(failing.work);
      late.run(Promise.reject(fault));
    }).not.toThrow();
    failing.fail(fault);
    await late.settled();
    expect(seen).toEqual([fault, fault]);
  });

  it.each([undefined, null, 'report', () => Promise.resolve()])('is a promise, and not %s', async (work) => {
    const late = lateWork();
    expect(() => {
      late.run(work as unknown as Promise<void>);
    }).toThrow(TypeError);
    await late.settled();
  });

  it('does not compile as a function that was not called', () => {
    expect(() => {
      // @ts-expect-error -- the function, not its promise
      lateWork().run(() => Promise.resolve());
    }).toThrow('run(report()), not run(report)');
  });
});

describe('settled', () => {
  it('resolves at once without work', async () => {
    const late = lateWork();
    expect(await isOver(late.settled())).toBe(true);
    late.run(Promise.resolve());
    await late.settled();
    expect(await isOver(late.settled())).toBe(true);
  });

  it('waits for all its work for each caller, and not for the work of another tracker', async () => {
    const [late, other] = [lateWork(), lateWork()];
    const [one, two] = [job(), job()];
    late.run(one.work);
    late.run(two.work);
    const askers = [late.settled(), late.settled()];
    expect(await isOver(other.settled())).toBe(true);
    two.end();
    expect(await isOver(Promise.race(askers))).toBe(false);
    one.end();
    expect(await isOver(Promise.all(askers))).toBe(true);
  });

  it('waits for work that is added meanwhile, also by work that ends', async () => {
    const late = lateWork();
    const [first, second, third] = [job(), job(), job()];
    late.run(first.work);
    const settled = late.settled();
    late.run(second.work);
    void second.work.then(() => {
      late.run(third.work);
    });
    first.end();
    expect(await isOver(settled)).toBe(false);
    second.end();
    expect(await isOver(settled)).toBe(false);
    third.end();
    expect(await isOver(settled)).toBe(true);
  });

  it('waits for work that onError adds, and for the promise that onError returns', async () => {
    const [telling, more] = [job(), job()];
    const late = lateWork({
      onError: () => {
        late.run(more.work);
        return telling.work;
      },
    });
    late.run(Promise.reject(fault));
    const settled = late.settled();
    expect(await isOver(settled)).toBe(false);
    telling.end();
    expect(await isOver(settled)).toBe(false);
    more.end();
    await expect(settled).resolves.toBeUndefined();
  });
});

describe('the context of a Worker', () => {
  let ctx: Context;
  beforeEach(() => {
    ctx = new Context();
  });

  it('receives one promise for each work, which settles with the work', async () => {
    const late = lateWork();
    const [one, two] = [job(), job()];
    late.run(one.work, ctx);
    late.run(two.work, ctx);
    expect(ctx.promises()).toHaveLength(2);
    const [first, second] = ctx.promises();
    expect(await isOver(first)).toBe(false);
    one.end();
    await expect(first).resolves.toBeUndefined();
    expect(await isOver(second)).toBe(false);
    two.end();
    await expect(second).resolves.toBeUndefined();
    await late.settled();
  });

  it('waits until onError is done with a failure, and does not hear of it', async () => {
    const telling = job();
    const seen: unknown[] = [];
    const late = lateWork({
      onError: (error) => {
        seen.push(error);
        return telling.work;
      },
    });
    late.run(Promise.reject(fault), ctx);
    const [promise] = ctx.promises();
    expect(await isOver(promise)).toBe(false);
    expect(seen).toEqual([fault]);
    telling.end();
    await expect(promise).resolves.toBeUndefined();
  });
});

describe('a failure of late work', () => {
  it('is printed once where there is no onError, and is no rejection, also for a Worker', async () => {
    const ctx = new Context();
    const late = lateWork();
    late.run(Promise.reject(fault), ctx);
    late.run(Promise.reject(fault));
    await expect(ctx.promises()[0]).resolves.toBeUndefined();
    await late.settled();
    expect(printed()).toEqual([
      expect.stringContaining('the report is lost'),
      expect.stringContaining('the report is lost'),
    ]);
  });

  it.each([
    { how: 'throws', telling: () => expect.fail('no pager answers') },
    { how: 'rejects', telling: () => Promise.reject(new Error('no pager answers')) },
  ])('is printed together with the error of an onError that $how', async ({ telling }) => {
    const ctx = new Context();
    const late = lateWork({ onError: telling });
    late.run(Promise.reject(fault), ctx);
    await expect(ctx.promises()[0]).resolves.toBeUndefined();
    await late.settled();
    expect(printed()).toEqual([expect.stringMatching(/the report is lost[^]*no pager answers/)]);
  });

  it('is not printed where onError is told', async () => {
    const late = lateWork({ onError: () => undefined });
    late.run(Promise.reject(fault));
    await late.settled();
    expect(printed()).toEqual([]);
  });
});
