import { useEffect, useState } from 'preact/hooks';
import { api, type Integration, type IntegrationSecret } from '../api.ts';
import { CopyButton } from '../copy-button.tsx';
import { Icon } from '../icon.tsx';
import { integrations } from '../live.ts';
import { envLines } from './env-lines.ts';

/** Shows the address or the token of an integration on request. */
export function SecretView({ integration }: { integration: Integration }) {
  const [secret, setSecret] = useState<IntegrationSecret>();
  useEffect(() => {
    // After a change the token may be different.
    setSecret(undefined);
  }, [integration]);

  const fetchSecret = () => api.secret(integration.id);
  const hasAddress = integration.kind === 'incoming' || integration.kind === 'bot';
  const isCalled = integration.kind !== 'incoming';
  return (
    <div class="secret">
      <output
        class={secret ? 'secret-text is-shown' : 'secret-text'}
        aria-label="Secret"
        tabIndex={secret ? 0 : undefined}
      >
        {secret ? (secret.address ?? secret.token) : '•'.repeat(12)}
      </output>
      <button
        type="button"
        class="button small"
        aria-pressed={secret !== undefined}
        onClick={() => {
          if (secret) setSecret(undefined);
          else void fetchSecret().then(setSecret, () => undefined);
        }}
      >
        <Icon name="eye" />
        {secret ? 'Hide' : 'Show'}
      </button>
      {hasAddress && <CopyButton label="Copy URL" text={async () => (await fetchSecret()).address ?? ''} />}
      {isCalled && <CopyButton label="Copy token" text={async () => (await fetchSecret()).token} />}
      <CopyButton
        label="Copy .env line"
        text={async () => envLines(integration, integrations.value, await fetchSecret())}
      />
    </div>
  );
}
