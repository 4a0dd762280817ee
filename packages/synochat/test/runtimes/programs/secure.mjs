// The program of a user whose NAS has a certificate of its own. Prints the outcome of each message.
import { sendIncoming } from 'synochat';

export async function sendAll(webhooks, fetch) {
  const outcomes = [];
  for (const webhook of webhooks) {
    try {
      await sendIncoming(webhook, 'Hello', { fetch, interval: 0, retries: 0 });
      outcomes.push('sent');
    } catch ({ code, posted }) {
      outcomes.push(`${code}, posted: ${posted}`);
    }
  }
  return outcomes;
}
