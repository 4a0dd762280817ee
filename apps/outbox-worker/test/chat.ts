import type { Fetch } from 'synochat';
import { createSimulator } from 'synochat-simulator';

/** The Chat that the outboxes post to. */
export const chat: { url: string; fetch: Fetch } = { url: '', fetch: () => Promise.reject(new Error('no Chat')) };

/** A new Chat that wants no pauses between posts. */
export function openChat(): { texts: () => string[]; take: Fetch } {
  const nas = createSimulator({ rateInterval: 0 });
  const take: Fetch = nas.fetch;
  chat.url = nas.addIncoming({ channel: 'general' }).url;
  chat.fetch = take;
  return { texts: () => nas.posts('general').map(({ text }) => text), take };
}
