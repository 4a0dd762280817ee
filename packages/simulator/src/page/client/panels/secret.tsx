import { useEffect, useState } from 'preact/hooks';
import { api, type Integration, type IntegrationSecret } from '../api.ts';
import { CopyButton } from '../copy-button.tsx';
import { Icon } from '../icon.tsx';

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
      <output class="secret-text" aria-label="Secret">
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
    </div>
  );
}
