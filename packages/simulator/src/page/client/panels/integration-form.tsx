import { useEffect, useRef, useState } from 'preact/hooks';
import { api, type Integration, type IntegrationKind, sentence } from '../api.ts';
import { loadIntegrations } from '../live.ts';
import { loadRoom } from '../state.ts';
import { IntegrationField } from './integration-field.tsx';
import { type FieldName, fieldsOfKind, settingsFrom } from './integration-fields.ts';
import { integrationKinds } from './integration-kinds.ts';

interface IntegrationFormProps {
  readonly kind: IntegrationKind;
  readonly existing?: Integration;
  readonly onDone: () => void;
}

/** Creates or changes an integration. The server checks the settings. */
export function IntegrationForm({ kind, existing, onDone }: IntegrationFormProps) {
  const [problem, setProblem] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const isSaving = useRef(false);
  const { title, about } = integrationKinds[kind];
  const before: Partial<Record<FieldName, unknown>> = existing ?? {};

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);

  const save = async (data: FormData) => {
    // A double click must not create a second integration.
    if (isSaving.current) return;
    isSaving.current = true;
    const settings = settingsFrom(kind, data);
    try {
      await (existing ? api.changeIntegration(existing.id, settings) : api.createIntegration({ kind, ...settings }));
      await Promise.all([loadIntegrations(), loadRoom()]);
      onDone();
    } catch (error) {
      setProblem(sentence(error));
    } finally {
      isSaving.current = false;
    }
  };

  return (
    <form
      ref={form}
      class="form"
      aria-label={title}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onDone();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save(new FormData(event.currentTarget));
      }}
    >
      <header>
        <h3>{existing ? `Edit ${title.toLowerCase()}` : `New ${title.toLowerCase()}`}</h3>
        <p class="quiet">{about}</p>
      </header>
      {fieldsOfKind[kind].map((field) => (
        <IntegrationField key={field.name} field={field} value={before[field.name]} isNew={!existing} />
      ))}
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
        <button class="button primary">{existing ? 'Save' : 'Create'}</button>
      </div>
    </form>
  );
}
