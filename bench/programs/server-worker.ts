import { handlerOf } from '../inbound/served.ts';

/** Written in when it is bundled. */
declare const subject: string;

export default { fetch: handlerOf(subject) };
