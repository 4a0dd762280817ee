// Reserves slots of random integrations for some seconds, and prints how many: reserve-many.mjs PORT SECONDS KEYS
import process from 'node:process';
import { redisLimiter } from 'synochat/redis';
import { clients } from '../../packages/synochat/test/runtimes/programs/redis-clients.mjs';

const [port, seconds, keys] = process.argv.slice(2).map(Number);
const { run, close } = await clients.ioredis(port);
const limiter = redisLimiter(run);
const end = Date.now() + seconds * 1000;
let count = 0;

async function reserve() {
  for (; Date.now() < end; count++) await limiter.reserve(String(Math.floor(Math.random() * keys)).padStart(64, '0'));
}

await Promise.all(Array.from({ length: 32 }, reserve));
console.log(count);
close();
