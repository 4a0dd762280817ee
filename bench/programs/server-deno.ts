import process from 'node:process';
import { handlerOf } from '../inbound/served.ts';

export default { fetch: handlerOf(process.env['SUBJECT']) };
