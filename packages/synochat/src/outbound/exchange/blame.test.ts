import { describe, expect, it } from 'vitest';
import { SendError, sendIncoming } from '../../index.ts';

const webhook = 'https://nas.example/webapi/entry.cgi?token=synthetic';

/** Returns the error of a message that meets that answer. */
async function refused(answer: Response, message: object = { text: 'Hello' }): Promise<SendError> {
  const error: unknown = await sendIncoming(webhook, message, {
    limiter: false,
    fetch: () => Promise.resolve(answer),
  }).catch((thrown: unknown) => thrown);
  if (!(error instanceof SendError)) throw new Error('not refused');
  return error;
}

const api = (code: number | undefined) => Response.json({ success: false, error: { code } });

describe('a send error', () => {
  it.each([101, 114, 117, 120, 402, 407, 409, 999, undefined])('blames the message for API error %s', async (code) => {
    expect((await refused(api(code))).fault).toBe('message');
  });

  it('blames the message for a file that the NAS cannot download', async () => {
    const error = await refused(api(117), { fileUrl: 'https://files.example/a.png' });

    expect(error).toMatchObject({ code: 'file_unreachable', fault: 'message' });
  });

  it('blames the message for a text of one character that is too long', async () => {
    expect(await refused(api(410), { text: 'a' })).toMatchObject({ code: 'text_too_long', fault: 'message' });
  });

  it.each([100, 102, 103, 104, 105, 115, 119, 401, 404, 411, 800])(
    'blames the route for API error %d',
    async (code) => {
      expect((await refused(api(code))).fault).toBe('route');
    },
  );

  it.each([413, 414])('blames the message for HTTP status %d of a proxy', async (status) => {
    expect((await refused(new Response(null, { status }))).fault).toBe('message');
  });

  it.each([302, 400, 401, 403, 404, 429, 500, 502, 503])('blames the route for HTTP status %d', async (status) => {
    expect((await refused(new Response(null, { status }))).fault).toBe('route');
  });

  it('blames the route for a page that is not of Chat', async () => {
    expect((await refused(new Response('<!doctype html>'))).fault).toBe('route');
  });
});
