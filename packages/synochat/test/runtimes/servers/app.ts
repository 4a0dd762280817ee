// Answers with the event it was sent, so that a test can compare what came off the wire.
import { chatHandler, parseBot, parseOutgoing, parseSlash } from 'synochat';
import * as v from 'valibot';
import vectors from '../../vectors.json' with { type: 'json' };

const { OUT, SL, BOT } = vectors.tokens;

const Slash = v.object({
  action: v.string(),
  id: v.number(),
  silent: v.boolean(),
  delay: v.optional(v.number()),
});

const routes: Record<string, (req: Request) => Promise<Response>> = {
  '/hook': async (req) => Response.json(await parseOutgoing(req, { token: OUT, triggerWords: ['Ping', 'stk'] })),
  // Of a channel, without trigger words.
  '/outgoing': async (req) => Response.json(await parseOutgoing(req, { token: OUT })),
  '/slash': async (req) => Response.json(await parseSlash(req, Slash, { token: SL })),
  '/bot': async (req) => Response.json(await parseBot(req, { token: [OUT, BOT] })),
  // Little room and little time, for bodies that are too large or too slow.
  '/short': async (req) => Response.json(await parseOutgoing(req, { token: OUT, maxBytes: 1000, timeout: 300 })),
  // More room than anyone should give.
  '/large': async (req) => Response.json(await parseOutgoing(req, { token: OUT, maxBytes: 4_000_000 })),
};

export const handle = chatHandler((req) => {
  const { pathname } = new URL(req.url);
  return routes[pathname]?.(req) ?? new Response(null, { status: 404 });
});
