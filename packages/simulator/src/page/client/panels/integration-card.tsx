import { useState } from 'preact/hooks';
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

export function IntegrationCard({ integration }: { integration: Integration }) {
  const [isEditing, setIsEditing] = useState(false);
  const [problem, setProblem] = useState('');
  const { id, kind, enabled } = integration;
  const title = titleOf(integration);

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
          onDone={() => {
            setIsEditing(false);
          }}
        />
      </li>
    );
  }
  return (
    <li class={enabled ? 'card' : 'card is-off'}>
      <header class="card-head">
        <Icon name={integrationKinds[kind].icon} />
        <div>
          <h3>{title}</h3>
          <p class="quiet">{detailOf(integration)}</p>
        </div>
        <Toggle
          label={`${title} enabled`}
          checked={enabled}
          onChange={() => void act(() => api.changeIntegration(id, { enabled: !enabled }))}
        />
      </header>
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
              onYes: () => void act(() => api.regenerate(id)),
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
              onYes: () => void act(() => api.removeIntegration(id)),
            });
          }}
        >
          Delete<span class="unseen"> {title}</span>
        </button>
      </div>
    </li>
  );
}

function titleOf(integration: Integration): string {
  if (integration.kind === 'slash') return `/${integration.command}`;
  const name = integration.name || 'Unnamed';
  return integration.kind === 'bot' ? `@${name}` : name;
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
