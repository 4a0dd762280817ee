import { handlerOf } from '../inbound/served.ts';

/** Written in when it is bundled. */
declare const SUBJECT: string;

export default { fetch: handlerOf(SUBJECT) };
