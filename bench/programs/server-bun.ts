import { handlerOf } from '../inbound/served.ts';

export default { fetch: handlerOf(process.env['SUBJECT']), hostname: '127.0.0.1', port: Number(process.env['PORT']) };
