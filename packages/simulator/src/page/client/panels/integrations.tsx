import { useState } from 'preact/hooks';
import type { IntegrationKind } from '../api.ts';
import { Icon } from '../icon.tsx';
import { integrations } from '../live.ts';
import { IntegrationCard } from './integration-card.tsx';
import { IntegrationForm } from './integration-form.tsx';
import { INTEGRATION_KINDS } from './integration-kinds.ts';

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
            <Icon name={INTEGRATION_KINDS[kind].icon} />
            <span>
              <strong>
                <span class="unseen">New </span>
                {INTEGRATION_KINDS[kind].title}
              </strong>
              {integrations.value.length === 0 && <span class="quiet">{INTEGRATION_KINDS[kind].about}</span>}
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
