import { describe, expect, it } from 'vitest';
import { createSimulator } from './simulator.ts';

describe('a simulator joined to an app in one process', () => {
  it('shows a slash reply to its caller alone', async () => {
    const app = async (req: Request) => {
      const form = new URLSearchParams(await req.text());
      return Response.json({ text: `pong to ${form.get('text') ?? ''}` });
    };
    const nas = createSimulator({ fetch: (url, init) => app(new Request(url, init)) });
    nas.addSlash({ command: 'ping', url: 'http://app.example/ping' });

    const [reply] = await nas.say('mikael', 'general', '/ping 1.1.1.1');

    expect(reply).toMatchObject({ text: 'pong to /ping 1.1.1.1', author: 'ping', onlyTo: 'mikael' });
    expect(nas.posts('general')).toEqual([]);
    expect(nas.notices('mikael')).toEqual([reply]);
    expect(nas.notices('ada')).toEqual([]);
  });
});
