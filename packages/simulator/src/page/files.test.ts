import { describe, expect, it } from 'vitest';
import { post } from '../../test/client.ts';
import { createSimulator } from '../simulator.ts';

async function served(type: string, name: string) {
  const fetch = () => Promise.resolve(new Response('bytes', { headers: { 'Content-Type': type } }));
  const nas = createSimulator({ fetch });
  await post(nas, nas.addIncoming({ channel: 'general' }).url, { file_url: `http://files.example/${name}` });
  return nas.fetch(new Request('http://localhost/api/files/4294967297'));
}

describe('the file of a post, for the page', () => {
  it.each([
    ['image/png', 'a.png'],
    ['IMAGE/JPEG; q=1', 'a.jpg'],
  ])('is inline for a raster picture: %s', async (type, name) => {
    const { headers } = await served(type, name);
    expect(headers.get('Content-Disposition')).toMatch(/^inline; /);
    expect(headers.get('Content-Type')).toMatch(/^image\/(png|jpeg)$/);
  });

  it.each([
    ['image/svg+xml', 'a.svg'],
    ['text/html', 'a.html'],
    ['application/pdf', 'a.pdf'],
    ['text/javascript', 'a.png'],
    ['image/png, text/html', 'a.png'],
  ])('is a download without a specific type for %s', async (type, name) => {
    const response = await served(type, name);
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; /);
    expect(response.headers.get('Content-Type')).toBe('application/octet-stream');
    expect(await response.text()).toBe('bytes');
  });

  it('runs no script, and is no resource for other sites', async () => {
    const { headers } = await served('image/png', 'a.png');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
  });

  it('is missing for a post without a file, and under the name of another machine', async () => {
    const nas = createSimulator();
    await nas.say('ada', 'general', 'hi');
    expect((await nas.fetch(new Request('http://localhost/api/files/4294967297'))).status).toBe(404);
    expect((await nas.fetch(new Request('http://evil.example/api/files/4294967297'))).status).toBe(403);
  });
});
