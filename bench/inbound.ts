// What a request costs in process: node bench/inbound.ts, bun bench/inbound.ts, deno run -A bench/inbound.ts (after npm run build).
import { parseOutgoing, parseSlash, respond } from 'synochat';
import * as v from 'valibot';
import { compare } from './compare.ts';

const token = 'OuTa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9Kk0Ll1Mm2Nn3Oo4Pp5Qq6Rr7Ss8Tt9Uu';
const outgoing = `token=${token}&channel_id=34&channel_type=1&channel_name=Labb&user_id=4&username=mikael&post_id=146028888230&thread_id=0&timestamp=1647060330657&text=Ping&trigger_word=Ping`;
const slash = `token=${token}&channel_id=34&channel_name=Labb&user_id=4&username=mikael&text=%2Ftask%20add%201234%20silent%20delay%3D5`;

/** As the NAS sends it, with its length. */
function request(body: string): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  return new Request('http://app.example/hook', { method: 'POST', body, headers });
}

function json(text: string): Response {
  return new Response(JSON.stringify({ text }), { headers: { 'content-type': 'application/json' } });
}

const Fields = v.object({ token: v.string(), user_id: v.string(), username: v.string(), text: v.string() });
const Task = v.object({
  action: v.picklist(['add', 'remove']),
  id: v.number(),
  delay: v.optional(v.number()),
  silent: v.boolean(),
});

await compare('An outgoing webhook', {
  'by hand, no validation': async () => {
    const form = new URLSearchParams(await request(outgoing).text());
    if (form.get('token') !== token) return new Response(null, { status: 401 });
    return json(`Pong, ${form.get('username') ?? ''}`);
  },
  'parseOutgoing, token, respond': async () => {
    const { user } = await parseOutgoing(request(outgoing), { token });
    return respond(`Pong, ${user.name}`);
  },
  'bare: body read, constant answer': async () => {
    await request(outgoing).text();
    return json('Pong');
  },
});

await compare('A slash command with four parameters', {
  'by hand, with valibot': async () => {
    const {
      token: received,
      username,
      text,
    } = v.parse(Fields, Object.fromEntries(new URLSearchParams(await request(slash).text())));
    if (received !== token) return new Response(null, { status: 401 });
    const [, action, id, ...rest] = text.split(/\s+/);
    const input: Record<string, unknown> = { action, id: Number(id), silent: false };
    for (const word of rest) {
      if (word === 'silent') input['silent'] = true;
      else if (word.startsWith('delay=')) input['delay'] = Number(word.slice(6));
    }
    const args = v.parse(Task, input);
    return json(`${username}: ${args.action} ${args.id}`);
  },
  'parseSlash, token, respond': async () => {
    const { user, args } = await parseSlash(request(slash), Task, { token });
    return respond(`${user.name}: ${args.action} ${args.id}`);
  },
  'by hand, no validation': async () => {
    const form = new URLSearchParams(await request(slash).text());
    if (form.get('token') !== token) return new Response(null, { status: 401 });
    const [, action, id] = (form.get('text') ?? '').split(/\s+/);
    return json(`${form.get('username') ?? ''}: ${action ?? ''} ${id ?? ''}`);
  },
});
