import { useId } from 'preact/hooks';
import { room } from '../state.ts';
import type { Field } from './integration-fields.ts';

interface IntegrationFieldProps {
  readonly field: Field;
  readonly value: unknown;
  readonly isNew: boolean;
  readonly mistake: string | undefined;
}

// The server's limit for a name.
const maxName = 100;

export function IntegrationField({ field, value, isNew, mistake }: IntegrationFieldProps) {
  const { name, label, hint, initial = '', required = false } = field;
  const id = useId();
  if (name === 'hidden') {
    return (
      <label class="check">
        <input type="checkbox" name={name} defaultChecked={value === true} />
        {label}
      </label>
    );
  }
  const text = Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
  const described = [mistake && `${id}-mistake`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const common = {
    ...{ name, class: 'field', id },
    'aria-describedby': described || undefined,
    'aria-invalid': mistake !== undefined,
  };
  return (
    <div class="label">
      <label for={id}>{label}</label>
      {name === 'channel' ? (
        <select {...common} defaultValue={text || (required ? room.value.channels[0]?.name : '')}>
          {!required && <option value="">Any channel</option>}
          {room.value.channels.map((channel) => (
            <option key={channel.name}>{channel.name}</option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          defaultValue={isNew ? initial : text}
          aria-required={required}
          maxLength={name === 'name' ? maxName : undefined}
          autocomplete="off"
          spellcheck={false}
        />
      )}
      {mistake !== undefined && (
        <span class="problem" role="alert" id={`${id}-mistake`}>
          {mistake}
        </span>
      )}
      {hint !== undefined && (
        <span class="quiet" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
