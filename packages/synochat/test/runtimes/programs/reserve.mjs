// Five slots of one key, asked for at once over a client and printed: reserve.mjs CLIENT PORT
import process from 'node:process';
import { redisLimiter } from 'synochat/redis';
import { clients } from './redis-clients.mjs';

const [, , client, port] = process.argv;
const { run, close } = await clients[client](Number(port));
const limiter = redisLimiter(run, { interval: 1000, burst: 2, prefix: `${client}:` });
const waits = await Promise.all([1, 2, 3, 4, 5].map(() => limiter.reserve('k')));
console.log(JSON.stringify(waits));
close();
