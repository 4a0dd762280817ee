import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelFailure } from '../failure.ts';
import { askModel, type ModelOptions } from '../model.ts';
import { begin, piece, says, startModel } from './stub-model.ts';

let stub: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  stub = await startModel();
});
afterAll(() => stub.stop());

async function ask(options: ModelOptions = {}, between: () => Promise<void> = () => Promise.resolve()) {
  let answer = '';
  try {
    for await (const words of askModel({ baseUrl: stub.baseUrl, key: 'sk-synthetic', name: 'm' }, [], options)) {
      answer += words;
      await between();
    }
    return { answer, failure: undefined };
  } catch (error) {
    return { answer, failure: error instanceof ModelFailure ? error.message : error };
  }
}

describe('the answer of a model', () => {
  it('is complete, however its bytes are cut', async () => {
    const bytes = Buffer.from(`${piece('Grüße 🐑')}${piece('\n ok')}data: [DONE]\n\n`);
    stub.answer = async (res) => {
      begin(res);
      for (const byte of bytes) {
        res.write(Uint8Array.of(byte));
        await new Promise(setImmediate);
      }
      res.end();
    };

    expect(await ask()).toEqual({ answer: 'Grüße 🐑\n ok', failure: undefined });
  });

  it('may be slow, and so may its reader', async () => {
    stub.answer = says('abcdef', 60, 1);

    expect(await ask({ silence: 200 }, () => new Promise((resolve) => setTimeout(resolve, 250)))).toEqual({
      answer: 'abcdef',
      failure: undefined,
    });
  });

  it('fails after the whole timeout, and after the timeout of the silence', async () => {
    stub.answer = says('x'.repeat(1000), 20, 1);
    expect(await ask({ timeout: 200 })).toMatchObject({ failure: 'The model took too long' });

    stub.answer = (res) => {
      begin(res);
      res.write(piece('Well'));
    };
    expect(await ask({ silence: 100 })).toEqual({ answer: 'Well', failure: 'The model took too long' });
    await expect.poll(() => stub.open).toBe(0);
  });

  it('fails if it is one event without an end', async () => {
    stub.answer = async (res) => {
      begin(res);
      while (!res.destroyed) {
        if (!res.write('data: '.padEnd(65_536, 'x'))) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };

    expect(await ask()).toEqual({ answer: '', failure: expect.stringContaining('buffer') as string });
  });

  it('fails if the server cannot be reached', async () => {
    const failed = askModel({ baseUrl: 'http://127.0.0.1:9/v1', key: 'sk-synthetic', name: 'm' }, []).next();

    await expect(failed).rejects.toThrow(/^No whole answer: fetch failed/);
  });
});
