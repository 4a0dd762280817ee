import { runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Bindings } from '../bindings.ts';
import { openChat } from './chat.ts';

/** A new Chat and an outbox for it. */
export function openOutbox() {
  const { OUTBOX } = env as unknown as Bindings;
  const name = `outbox ${crypto.randomUUID()}`;
  // A new stub for each call: one whose object died stays broken.
  const outbox = () => OUTBOX.getByName(name);
  return {
    nas: openChat(),
    outbox,
    runAlarm: () => runDurableObjectAlarm(outbox()),
    putAll: (texts: readonly string[]) => Promise.all(texts.map((text) => outbox().put({ text }))),
  };
}
