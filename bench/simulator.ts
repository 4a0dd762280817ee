// A question and its answer through the simulator in one process: node bench/simulator.ts, bun …, deno run -A … (after npm run build).
import { chatHandler, parseOutgoing, parseSlash, respond } from 'synochat';
import { createSimulator } from 'synochat-simulator';
import * as v from 'valibot';
import { compare } from './compare.ts';

const nas = createSimulator({ fetch: (url, init) => app(new Request(url, init)) });
const slash = nas.addSlash({ command: 'ping', url: 'http://app.example/slash' });
const outgoing = nas.addOutgoing({ triggerWords: ['Ping'], url: 'http://app.example/outgoing' });
const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });

const app = chatHandler(async (req) => {
  if (req.url.endsWith('/slash')) {
    const { args } = await parseSlash(req, Ping, { token: slash.token });
    return respond(`Pinging ${args.ip}`);
  }
  const { user } = await parseOutgoing(req, { token: outgoing.token });
  return respond(`Pong, ${user.name}`);
});

const question = new URLSearchParams({ token: outgoing.token, text: 'Ping' });

await compare(
  'A question typed, posted to the app, answered and shown',
  {
    'a request and its answer, no simulator': async () =>
      (await app(new Request('http://app.example/', { method: 'POST', body: question }))).text(),
    'an outgoing webhook': () => nas.say('mikael', 'general', 'Ping'),
    'a slash command': () => nas.say('mikael', 'general', '/ping 1.1.1.1 count=4 time'),
  },
  200,
);
