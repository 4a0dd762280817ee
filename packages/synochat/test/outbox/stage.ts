import { createOutbox, type Outbox, type OutboxNotice, type OutboxOptions, type OutboxStore } from 'synochat/outbox';
import { createSimulator } from 'synochat-simulator';

/** A Chat, an outbox over the store, and a clock that stands still. */
export function setStage(store: OutboxStore, options: Partial<OutboxOptions> = {}) {
  const nas = createSimulator({ rateInterval: 0 });
  const { url } = nas.addIncoming({ channel: 'general' });
  const notices: OutboxNotice[] = [];
  const stage = {
    nas,
    url,
    notices,
    time: Date.parse('2100-01-01T00:00:00Z'),
    /** Answers in place of Chat, if it returns an answer; counts the requests with a message. */
    answer: undefined as (() => Response | Promise<Response> | undefined) | undefined,
    /** Answers a call without a message, if set. */
    answerProbe: undefined as (() => Response | Promise<Response>) | undefined,
    attempts: 0,
    probes: 0,
    texts: () => nas.posts('general').map(({ text }) => text),
    open: (more: Partial<OutboxOptions> = {}): Outbox =>
      createOutbox({
        store,
        webhooks: { alerts: url },
        limiter: false,
        now: () => stage.time,
        onNotice: (notice) => {
          notices.push(notice);
        },
        async fetch(to, init) {
          // On Bun the body is a stream, which is read once.
          const body = new TextDecoder().decode(await new Response(init.body as BodyInit).arrayBuffer());
          const hasMessage = new URLSearchParams(body).has('payload');
          if (!hasMessage) stage.probes++;
          else stage.attempts++;
          const answer = hasMessage ? stage.answer?.() : (stage.answerProbe ?? stage.answer)?.();
          return (await answer) ?? nas.fetch(to, { ...init, body });
        },
        ...options,
        ...more,
      }),
    pass(ms: number) {
      stage.time += ms;
    },
  };
  return stage;
}

/** Chat's refusal with that API error. */
export const refusal = (code: number) => Response.json({ success: false, error: { code } });
