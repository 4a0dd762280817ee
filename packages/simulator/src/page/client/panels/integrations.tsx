import { useState } from 'preact/hooks';
import { announce, focusOn } from '../announce.tsx';
import type { Integration, IntegrationKind } from '../api.ts';
import { Icon } from '../icon.tsx';
import { integrations } from '../live.ts';
import { cardId, IntegrationCard } from './integration-card.tsx';
import { IntegrationForm } from './integration-form.tsx';
import { integrationKinds } from './integration-kinds.ts';
import { titlesOf } from './integration-titles.ts';

const kindOrder = ['incoming', 'outgoing', 'slash', 'bot'] as const;

export function IntegrationsPanel() {
  const [creating, setCreating] = useState<IntegrationKind>();
  const [created, setCreated] = useState<number>();
  const titles = titlesOf(integrations.value);

  const finish = (kind: IntegrationKind, saved?: Integration) => {
    setCreating(undefined);
    setCreated(saved?.id);
    focusOn(saved ? cardId(saved.id) : `new-${kind}`);
    if (saved) announce(`${titlesOf(integrations.peek()).get(saved.id) ?? ''} was created.`);
  };
  const remove = (id: number) => {
    const list = integrations.peek();
    const at = list.findIndex((each) => each.id === id);
    const neighbour = list[at + 1] ?? list[at - 1];
    return () => {
      announce(`${titles.get(id) ?? ''} was deleted.`);
      focusOn(neighbour ? cardId(neighbour.id) : `new-${kindOrder[0]}`);
    };
  };

  if (creating) {
    return (
      <IntegrationForm
        kind={creating}
        onDone={(saved) => {
          finish(creating, saved);
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
            id={`new-${kind}`}
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
            <IntegrationCard
              key={each.id}
              integration={each}
              title={titles.get(each.id) ?? ''}
              isNew={each.id === created}
              onRemoval={remove}
            />
          ))}
        </ul>
      )}
    </>
  );
}
