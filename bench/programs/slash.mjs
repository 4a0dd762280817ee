// A whole slash command, as an app on Workers, Bun or Deno writes it.
import { chatHandler, parseSlash, respond } from 'synochat';
import * as v from 'valibot';

const Ping = v.object({ ip: v.string(), count: v.optional(v.number()), time: v.boolean() });

export default {
  fetch: chatHandler(async (req) => {
    const { args } = await parseSlash(req, Ping, { token: 'sample' });
    return respond(`Pinging ${args.ip}`);
  }),
};
