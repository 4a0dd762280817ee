import { useId } from 'preact/hooks';
import { room } from '../state.ts';
import type { Field } from './integration-fields.ts';

export function IntegrationField({ field, value, isNew }: { field: Field; value: unknown; isNew: boolean }) {
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
  const common = { name, class: 'field', id, 'aria-describedby': hint && `${id}-hint` };
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
          required={required}
          autocomplete="off"
          spellcheck={false}
        />
      )}
      {hint !== undefined && (
        <span class="quiet" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
