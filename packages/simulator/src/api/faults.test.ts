import { describe, expect, it } from 'vitest';
import { post } from '../../test/client.ts';
import type { SimulatorOptions } from '../options.ts';
import { createSimulator } from '../simulator.ts';

function webhook(options: SimulatorOptions) {
  const nas = createSimulator({ rateInterval: 0, ...options });
  const { url } = nas.addIncoming({ channel: 'general' });
  const send = () =>
    nas.fetch(new Request(url, { method: 'POST', body: new URLSearchParams({ payload: '{"text":"hi"}' }) }));
  return { nas, url, send, note: () => nas.exchanges().at(-1)?.note };
}

describe('a fault', () => {
  it('refuses a post with 411 by chance, and posts nothing', async () => {
    let draw = 0.3;
    const { nas, url } = webhook({ faultRate411: 0.3, random: () => draw });
    expect(await post(nas, url, { text: 'a' })).toEqual({ success: true });
    draw = 0.29;
    expect((await post(nas, url, { text: 'b' })).error).toEqual({ code: 411, errors: 'create post too fast' });
    expect(nas.posts('general').map(({ text }) => text)).toEqual(['a']);
  });

  it('of a proxy is a status with a page, and Chat does not receive the call', async () => {
    const { nas, send, note } = webhook({ faultRateStatus: 1 });
    const response = await send();
    expect([response.status, response.headers.get('Content-Type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('<title>502 Bad Gateway</title>');
    nas.switches.faultStatus = 503;
    expect((await send()).status).toBe(503);
    expect(nas.posts('general')).toEqual([]);
    expect(note()).toContain('fault: a proxy answered');
  });

  it('of a proxy with a redirect is a page with status 200', async () => {
    const { nas, send } = webhook({ faultRateHtml: 1 });
    const response = await send();
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<!doctype html>')]);
    expect(nas.posts('general')).toEqual([]);
  });

  it('that drops the connection rejects as fetch does, after the message was posted', async () => {
    const { nas, send, note } = webhook({ faultRateDrop: 1 });
    await expect(send()).rejects.toThrow(TypeError);
    expect(nas.posts('general')).toHaveLength(1);
    expect(note()).toBe('fault: the connection was closed without an answer; posted in general');
  });

  it('that cuts the reply sends half and then an error, after the message was posted', async () => {
    const { nas, send } = webhook({ faultRateTruncate: 1 });
    const response = await send();
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '16']);
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('{"succes');
    await expect(reader?.read()).rejects.toThrow();
    expect(nas.posts('general')).toHaveLength(1);
  });

  it('occurs when the draw is below the rate', async () => {
    let draw = 0.25;
    const { send } = webhook({ faultRateStatus: 0.25, random: () => draw });
    expect((await send()).status).toBe(200);
    draw = 0.24;
    expect((await send()).status).toBe(502);
  });

  it('does not affect the page and hooks', async () => {
    const { nas } = webhook({ faultRateStatus: 1, faultRateDrop: 1 });
    expect((await nas.fetch(new Request('http://localhost/api/room'))).status).toBe(200);
  });
});
