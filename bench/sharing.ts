// Processes that share a limiter in Redis: node bench/sharing.ts (after npm run build; needs redis-server).
import { postFromMany, serveChat } from '../packages/synochat/test/redis/crowd.ts';
import { startRedis } from '../packages/synochat/test/redis/redis-server.ts';
import { print, type Section } from './section.ts';
import { table } from './table.ts';

const processes = 4;
const each = 40;
const posts = processes * each;

/** The limit as the simulator of the test helpers has it: 500 ms between two accepted posts. */
export async function measure(): Promise<Section> {
  const redis = await startRedis();
  try {
    // Both at once: a minute and a half each.
    const rows = await Promise.all([undefined, 600].map((interval) => row(redis.port, interval)));
    return {
      title: 'Processes that share a limiter',
      markdown: [
        `${processes} processes on this machine post ${each} messages each to one integration, by one limiter in Redis. The simulator wants 500 ms`,
        'between two posts. The rate is a share of that limit.',
        ...[
          '',
          table(
            ['interval', 'delivered', 'refused', 'rate'],
            rows.map(({ cells }) => cells),
          ),
        ],
      ].join('\n'),
      charts: [],
      missed: rows
        .slice(0, 1)
        .flatMap(({ rate }) => (rate < 0.95 ? [`${processes} processes: ×${rate.toFixed(3)} of the limit`] : [])),
    };
  } finally {
    await redis.cleanUp();
  }
}

async function row(port: number, interval: number | undefined): Promise<{ rate: number; cells: string[] }> {
  const chat = await serveChat();
  try {
    const printed = await postFromMany(chat.url, port, { processes, each, interval });
    if (printed) throw new Error(printed);
    const times = chat.nas.posts('general').map(({ sentAt }) => sentAt.getTime());
    const rate = ((posts - 1) * 500) / (Math.max(...times) - Math.min(...times));
    const early = chat.early();
    const refused = `${early} of ${posts + early}`;
    return {
      rate,
      cells: [
        interval ? `${interval} ms` : '505 ms, the default',
        `${times.length} of ${posts}`,
        refused,
        `×${rate.toFixed(3)}`,
      ],
    };
  } finally {
    await chat.close();
  }
}

if (import.meta.main) print(await measure());
