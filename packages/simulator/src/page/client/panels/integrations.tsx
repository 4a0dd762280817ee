import { useState } from 'preact/hooks';
import type { IntegrationKind } from '../api.ts';
import { Icon, type IconName } from '../icon.tsx';
import { integrations } from '../live.ts';
import { IntegrationCard } from './integration-card.tsx';
import { IntegrationForm } from './integration-form.tsx';

export const KINDS: Readonly<Record<IntegrationKind, { title: string; icon: IconName; about: string }>> = {
  incoming: { title: 'Incoming webhook', icon: 'in', about: 'Your program posts into a channel.' },
  outgoing: {
    title: 'Outgoing webhook',
    icon: 'out',
    about: 'Chat tells your app what is said, and posts its answer.',
  },
  slash: {
    title: 'Slash command',
    icon: 'slash',
    about: 'People call your app by typing; the answer is theirs alone.',
  },
  bot: { title: 'Bot', icon: 'bot', about: 'Someone to talk to: your app hears them and writes to them.' },
};

const ORDER = ['incoming', 'outgoing', 'slash', 'bot'] as const;

export function Integrations() {
  const [creating, setCreating] = useState<IntegrationKind>();
  if (creating) {
    return (
      <IntegrationForm
        kind={creating}
        onDone={() => {
          setCreating(undefined);
        }}
      />
    );
  }
  return (
    <>
      <section aria-label="Create" class="kinds">
        {ORDER.map((kind) => (
          <button
            type="button"
            key={kind}
            class="kind"
            onClick={() => {
              setCreating(kind);
            }}
          >
            <Icon name={KINDS[kind].icon} />
            <span>
              <strong>
                <span class="unseen">New </span>
                {KINDS[kind].title}
              </strong>
              {integrations.value.length === 0 && <span class="quiet">{KINDS[kind].about}</span>}
            </span>
            <Icon name="plus" />
          </button>
        ))}
      </section>
      {integrations.value.length === 0 ? (
        <p class="hint">No integrations yet. Each kind above joins a program to the chat in another way.</p>
      ) : (
        <ul class="cards">
          {integrations.value.map((each) => (
            <IntegrationCard key={each.id} integration={each} />
          ))}
        </ul>
      )}
    </>
  );
}
