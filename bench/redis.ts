// Four processes with 25 messages each for one integration, to a server that wants 500 ms between them, under one limiter
// in Redis: node bench/redis.ts [INTERVAL…] (after npm run build; needs redis-server).
import { postFromMany, serveChat } from '../packages/synochat/test/crowd.ts';
import { startRedis } from '../packages/synochat/test/redis-server.ts';

const intervals = process.argv.slice(2).map(Number);
const server = await startRedis();
for (const interval of intervals.length > 0 ? intervals : [505, 550, 600]) {
  const chat = await serveChat();
  const start = performance.now();
  const printed = await postFromMany(chat.url, server.port, { processes: 4, each: 25, interval });
  const seconds = (performance.now() - start) / 1000;
  const delivered = new Set(chat.texts()).size;
  const rate = (delivered / seconds).toFixed(2);
  console.log(
    `${interval} ms: ${delivered} of 100 delivered, ${chat.early()} × 411, ${rate} msg/s${printed && `\n${printed}`}`,
  );
  await chat.close();
}
await server.cleanUp();
