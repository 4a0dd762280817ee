// The same on workerd, where a clock stands still while a request is handled: the time is taken outside.
import { answerCall } from '../inbound/calls.ts';

export default { fetch: (req: Request) => answerCall(req.url) };
