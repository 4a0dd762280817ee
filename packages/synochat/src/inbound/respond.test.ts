import { describe, expect, it } from 'vitest';
import { acknowledge, respond } from '../index.ts';

describe('respond', () => {
  it('is JSON that Chat posts, with status 200', async () => {
    const response = respond('Pong & <https://x|more> "q" \\ \n漢😀');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    await expect(response.json()).resolves.toEqual({ text: 'Pong & <https://x|more> "q" \\ \n漢😀' });
  });

  it('may carry a file, with or without a text', async () => {
    await expect(respond('report', 'https://x/report.pdf').json()).resolves.toEqual({
      text: 'report',
      file_url: 'https://x/report.pdf',
    });
    await expect(respond({ fileUrl: new URL('http://10.0.1.100:8123/cam.jpg') }).json()).resolves.toEqual({
      file_url: 'http://10.0.1.100:8123/cam.jpg',
    });
  });

  it('may carry buttons', async () => {
    const buttons = [{ name: 'resp', value: 'ok', text: 'OK', style: 'green' }];
    await expect(
      respond({ text: 'Sure?', attachments: [{ callbackId: 'abc', text: 'attachment', buttons }] }).json(),
    ).resolves.toEqual({
      text: 'Sure?',
      attachments: [
        {
          callback_id: 'abc',
          text: 'attachment',
          actions: [{ type: 'button', name: 'resp', value: 'ok', text: 'OK', style: 'green' }],
        },
      ],
    });
  });

  it('refuses a text that Chat would drop: more than 2000 characters, a surrogate pair being one', () => {
    expect(respond('😀'.repeat(2000)).status).toBe(200);
    expect(() => respond('x'.repeat(2001))).toThrow(RangeError);
    expect(() => respond('😀'.repeat(2001))).toThrow('2001 characters');
  });

  it('refuses a value that is no message', () => {
    expect(() => respond('')).toThrow(TypeError);
    expect(() => respond({})).toThrow('empty');
    for (const url of ['', 'report.pdf', '/report.pdf', 'file:///etc/passwd', 'javascript:alert(1)']) {
      expect(() => respond('x', url)).toThrow('fileUrl must be an absolute http or https URL');
    }
  });
});

describe('acknowledge', () => {
  it('is an empty 200, never a 204', async () => {
    const response = acknowledge();
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});
