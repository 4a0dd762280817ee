// Posts that many messages at once, each to a webhook of its own, and prints what came of each: post-at-once.mjs ORIGIN COUNT TIMEOUT
import process from 'node:process';
import { sendIncoming } from 'synochat';

const [, , origin, count, timeout] = process.argv;
const webhooks = Array.from({ length: Number(count) }, (_, n) => `${origin}/webapi/entry.cgi?token=Synthetic${n}`);
const options = { limiter: false, retries: 0, timeout: Number(timeout) };
const outcomes = await Promise.allSettled(webhooks.map((webhook) => sendIncoming(webhook, 'x', options)));
console.log(JSON.stringify(outcomes.map(({ reason }) => reason?.code ?? 'posted')));
process.exit();
