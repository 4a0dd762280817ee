// Posts numbered messages at once under a limiter in Redis: post-many.mjs CLIENT PORT WEBHOOK NAME COUNT [INTERVAL]
import process from 'node:process';
import { sendIncoming } from 'synochat';
import { redisLimiter } from 'synochat/redis';
import { clients } from './redis-clients.mjs';

const [, , client, port, webhook, name, count, interval] = process.argv;
const { run, close } = await clients[client](Number(port));
const limiter = redisLimiter(run, interval ? { interval: Number(interval) } : {});
const texts = Array.from({ length: Number(count) }, (_, n) => `${name} ${n}`);
const outcomes = await Promise.allSettled(texts.map((text) => sendIncoming(webhook, text, { limiter })));
for (const { reason } of outcomes) if (reason) console.log(String(reason));
close();
