import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { api, type Integration, type IntegrationKind, sentence } from '../api.ts';
import { loadIntegrations } from '../live.ts';
import { loadRoom } from '../state.ts';
import { type Mistakes, settingsFrom } from './integration-check.ts';
import { IntegrationField } from './integration-field.tsx';
import { type FieldName, fieldsOfKind } from './integration-fields.ts';
import { integrationKinds } from './integration-kinds.ts';

interface IntegrationFormProps {
  readonly kind: IntegrationKind;
  readonly existing?: Integration;
  /** Called with the saved integration, or with undefined if the user cancels. */
  readonly onDone: (saved?: Integration) => void;
}

/** Creates or changes an integration. Each mistake is told at its field, any other refusal of the server below. */
export function IntegrationForm({ kind, existing, onDone }: IntegrationFormProps) {
  const [problem, setProblem] = useState('');
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const form = useRef<HTMLFormElement>(null);
  const isSaving = useRef(false);
  const { title, about } = integrationKinds[kind];
  const before: Partial<Record<FieldName, unknown>> = existing ?? {};

  // Before painting: a key pressed at once, such as Esc, belongs to the form.
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [mistakes]);
  const cancel = () => {
    onDone();
  };

  const save = async (data: FormData) => {
    // A double click must not create a second integration.
    if (isSaving.current) return;
    isSaving.current = true;
    const { settings, mistakes: found } = settingsFrom(kind, data);
    setMistakes(found);
    setProblem('');
    try {
      if (Object.keys(found).length > 0) return;
      const saved = await (existing
        ? api.changeIntegration(existing.id, settings)
        : api.createIntegration({ kind, ...settings }));
      await Promise.all([loadIntegrations(), loadRoom()]);
      onDone(saved);
    } catch (error) {
      const text = sentence(error);
      if (text.startsWith('There is already')) setMistakes({ [kind === 'slash' ? 'command' : 'name']: text });
      else setProblem(text);
    } finally {
      isSaving.current = false;
    }
  };

  return (
    <form
      ref={form}
      class="form"
      aria-label={title}
      noValidate
      onKeyDown={({ key }) => {
        if (key === 'Escape') cancel();
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
        <IntegrationField
          key={field.name}
          field={field}
          value={before[field.name]}
          isNew={!existing}
          mistake={mistakes[field.name]}
        />
      ))}
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="actions">
        <button type="button" class="button" onClick={cancel}>
          Cancel
        </button>
        <button class="button primary">{existing ? 'Save' : 'Create'}</button>
      </div>
    </form>
  );
}
