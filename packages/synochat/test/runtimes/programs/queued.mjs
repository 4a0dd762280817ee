// Prints the bytes and the microseconds of CPU time of each waiting message: COUNT messages wait behind a message that is never answered.
import { sendIncoming } from 'synochat';

const { gc, setTimeout } = globalThis;
const count = Number(process.env.COUNT);
const url =
  'https://nas.example:5001/webapi/entry.cgi?api=SYNO.Chat.External&method=incoming&version=2&token=%22sample%22';
const options = { fetch: () => new Promise(() => undefined) };

for (let n = 0; n < 2000; n++) sendIncoming(url, `message ${n}`, options);
gc();
const { heapUsed } = process.memoryUsage();
const start = process.cpuUsage();
for (let n = 0; n < count; n++) sendIncoming(url, `message ${n}`, options);
const { user, system } = process.cpuUsage(start);
await new Promise((resolve) => setTimeout(resolve, 20));
gc();
const bytes = (process.memoryUsage().heapUsed - heapUsed) / count;
console.log(JSON.stringify({ bytes, microseconds: (user + system) / count }));
process.exit();
