// The program of a user of the installed package, in the plainest JavaScript: every runtime loads this file as it is.
import { parseSlash, RequestError, respond, SendError, sendIncoming, usage, verifyToken } from 'synochat';
import * as v from 'valibot';

const { Request, Response, URLSearchParams } = globalThis;

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });

export async function use() {
  const { command, args, user, token } = await parseSlash(typed('/ping 1.1.1.1 count=4 time'), Ping, {
    token: 'sesame',
  });
  const reply = respond(`${user.name} pings ${args.ip}`);
  const refusal = await parseSlash(typed('/ping'), Ping, { token: 'thyme' }).catch((error) => error);

  const posts = [];
  const nas = (answer) => async (url, init) => {
    posts.push({ url, payload: new URLSearchParams(await new Response(init.body).text()).get('payload') });
    return Response.json(answer);
  };
  const webhook = { host: 'nas.example', token: 'sesame' };
  await sendIncoming(webhook, 'Hello', { fetch: nas({ success: true }) });
  const failure = await sendIncoming(webhook, 'Hello', { fetch: nas({ error: { code: 404 }, success: false }) }).catch(
    (error) => error,
  );

  return {
    command,
    args,
    verified: [verifyToken(token, 'sesame'), verifyToken(token, 'thyme')],
    reply: [reply.status, await reply.json()],
    refusal: [refusal instanceof RequestError, refusal.code, refusal.getResponse().status],
    posts,
    failure: [failure instanceof SendError, failure.code, failure.posted],
    usage: usage('ping', Ping),
  };
}

function typed(text) {
  const body = new URLSearchParams({ token: 'sesame', user_id: '4', username: 'mikael', text });
  return new Request('http://app.example/ping', { method: 'POST', body });
}
