import { useState } from 'preact/hooks';
import type { IntegrationKind } from '../api.ts';
import { Icon } from '../icon.tsx';
import { integrations } from '../live.ts';
import { IntegrationCard } from './integration-card.tsx';
import { IntegrationForm } from './integration-form.tsx';
import { integrationKinds } from './integration-kinds.ts';

const kindOrder = ['incoming', 'outgoing', 'slash', 'bot'] as const;

export function IntegrationsPanel() {
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
        {kindOrder.map((kind) => (
          <button
            type="button"
            key={kind}
            class="kind"
            onClick={() => {
              setCreating(kind);
            }}
          >
            <Icon name={integrationKinds[kind].icon} />
            <span>
              <strong>
                <span class="unseen">New </span>
                {integrationKinds[kind].title}
              </strong>
              {integrations.value.length === 0 && <span class="quiet">{integrationKinds[kind].about}</span>}
            </span>
            <Icon name="plus" />
          </button>
        ))}
      </section>
      {integrations.value.length === 0 ? (
        <p class="hint">No integrations yet. Choose a kind above to connect a program to the chat.</p>
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
