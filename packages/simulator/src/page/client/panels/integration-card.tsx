import { useState } from 'preact/hooks';
import { announce, focusOn } from '../announce.tsx';
import { api, type Integration, sentence } from '../api.ts';
import { confirmFirst } from '../confirm.tsx';
import { Code } from '../copy-button.tsx';
import { Icon } from '../icon.tsx';
import { integrations, loadIntegrations } from '../live.ts';
import { IntegrationForm } from './integration-form.tsx';
import { integrationKinds } from './integration-kinds.ts';
import { SecretView } from './secret.tsx';
import { snippetsFor } from './snippets.ts';
import { Toggle } from './toggle.tsx';

interface IntegrationCardProps {
  readonly integration: Integration;
  readonly title: string;
  /** Set for the integration that was just created. */
  readonly isNew: boolean;
  /** Called before the removal. Returns the function to call after the removal. */
  readonly onRemoval: (id: number) => () => void;
}

/** Returns the id of the heading of a card. */
export const cardId = (id: number): string => `integration-${id}`;

export function IntegrationCard({ integration, title, isNew, onRemoval }: IntegrationCardProps) {
  const [isEditing, setIsEditing] = useState(false);
  const [problem, setProblem] = useState('');
  const { id, kind, enabled } = integration;

  const act = async (action: () => Promise<unknown>) => {
    try {
      setProblem('');
      await action();
      await loadIntegrations();
    } catch (error) {
      setProblem(sentence(error));
    }
  };

  if (isEditing) {
    return (
      <li class="card">
        <IntegrationForm
          kind={kind}
          existing={integration}
          onDone={(saved) => {
            setIsEditing(false);
            focusOn(`edit-${id}`);
            if (saved) announce('The changes were saved.');
          }}
        />
      </li>
    );
  }
  return (
    <li class={`card ${enabled ? '' : 'is-off'} ${isNew ? 'is-new' : ''}`}>
      <header class="card-head">
        <Icon name={integrationKinds[kind].icon} />
        <div>
          <h3 id={cardId(id)} tabIndex={-1}>
            {title}
          </h3>
          <p class="quiet">{detailOf(integration)}</p>
        </div>
        <Toggle
          label={`${title} enabled`}
          checked={enabled}
          onChange={() => void act(() => api.changeIntegration(id, { enabled: !enabled }))}
        />
      </header>
      {isNew && <p class="created">Created. Copy the .env line for your program, then see Snippets.</p>}
      <SecretView integration={integration} />
      <details class="snippets">
        <summary>Snippets</summary>
        {snippetsFor(integration, integrations.value).map(({ title: label, code }) => (
          <section key={label}>
            <h4>{label}</h4>
            <Code label={label} text={code} />
          </section>
        ))}
      </details>
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="card-actions">
        <button
          type="button"
          id={`edit-${id}`}
          class="text-button"
          onClick={() => {
            setIsEditing(true);
          }}
        >
          Edit<span class="unseen"> {title}</span>
        </button>
        <button
          type="button"
          class="text-button"
          onClick={() => {
            confirmFirst({
              title: `New token for ${title}?`,
              text: 'The old token stops working at once, in every program.',
              action: 'Regenerate',
              onYes: () =>
                void act(async () => {
                  await api.regenerate(id);
                  announce(`${title} has a new token.`);
                }),
            });
          }}
        >
          Regenerate token
        </button>
        <button
          type="button"
          class="text-button danger-text"
          onClick={() => {
            confirmFirst({
              title: `Delete ${title}?`,
              text: 'Posts stay. The address and the token are deleted for good.',
              action: 'Delete',
              onYes: () => {
                const removed = onRemoval(id);
                void act(() => api.removeIntegration(id).then(removed));
              },
            });
          }}
        >
          Delete<span class="unseen"> {title}</span>
        </button>
      </div>
    </li>
  );
}

function detailOf(integration: Integration): string {
  switch (integration.kind) {
    case 'incoming':
      return `posts to #${integration.channel}`;
    case 'outgoing': {
      const words = integration.triggerWords.map((word) => `“${word}”`).join(', ');
      const where = integration.channel === undefined ? '' : ` in #${integration.channel}`;
      return `${words || 'every message'}${where} → ${integration.url}`;
    }
    case 'slash':
      return `${integration.description ? `${integration.description} ` : ''}→ ${integration.url}`;
    case 'bot':
      return integration.url === undefined ? 'no address: only writes' : `→ ${integration.url}`;
  }
}
