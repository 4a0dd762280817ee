import * as byHand from './by-hand.ts';
import { glue, parseBody } from './in-hono.ts';
import * as ours from './ours.ts';

type Handler = (req: Request) => Response | Promise<Response>;

/** The handlers of an outgoing webhook over HTTP. The others are compared with the first. */
const handlers: Readonly<Record<string, Handler>> = {
  'by hand, no validation': byHand.outgoing,
  'by hand, looks at type and length': byHand.outgoingOfSize,
  'by hand, in bounded time': byHand.outgoingInTime,
  'by hand, every field validated': byHand.outgoingValidated,
  'by hand, all three': byHand.outgoingInFull,
  synochat: ours.outgoing,
  'synochat/hono': glue.outgoing,
  'Hono, parseBody': parseBody.outgoing,
};

export const served = Object.keys(handlers);

/** By its name; without the further arguments that servers pass and Hono takes for its own. */
export function handlerOf(name: string | undefined): Handler {
  const handler = handlers[name ?? ''];
  if (!handler) throw new Error(`There is no handler ${String(name)}`);
  return (req) => handler(req);
}
