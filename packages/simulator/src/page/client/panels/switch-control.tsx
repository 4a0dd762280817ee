import { useId } from 'preact/hooks';
import type { SwitchDescription } from '../api.ts';
import { Toggle } from './toggle.tsx';

interface SwitchControlProps {
  readonly description: SwitchDescription;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function SwitchControl(props: SwitchControlProps) {
  const { description, value, onChange } = props;
  const { name, default: byDefault } = description;
  const isChanged = value !== undefined && value !== byDefault;
  return (
    <li class={isChanged ? 'switch is-changed' : 'switch'}>
      <div class="switch-head">
        <h4>{name}</h4>
        {isChanged ? (
          <button
            type="button"
            class="button small"
            aria-label={`Reset ${name} to ${String(byDefault)}`}
            onClick={() => {
              onChange(byDefault);
            }}
          >
            Reset
          </button>
        ) : (
          <span class="chip">default</span>
        )}
        {description.kind === 'flag' && (
          <Toggle
            label={name}
            checked={value === true}
            onChange={() => {
              onChange(value !== true);
            }}
          />
        )}
        {description.kind === 'number' && <NumberControl {...props} />}
      </div>
      <p class="quiet">{description.description}</p>
      {description.kind === 'choice' && <ChoiceControl {...props} />}
    </li>
  );
}

function ChoiceControl({
  description: { name, options = [], default: byDefault },
  value,
  onChange,
}: SwitchControlProps) {
  const id = useId();
  return (
    <fieldset class="choice">
      <legend class="unseen">{name}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={id}
            checked={option === value}
            onChange={() => {
              onChange(option);
            }}
          />
          <span>
            {option}
            {option === byDefault && <span class="unseen"> (default)</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function NumberControl({ description: { name, min, max, isWhole }, value, onChange }: SwitchControlProps) {
  return (
    <input
      class="field number"
      type="number"
      aria-label={name}
      {...{ min, max }}
      step={isWhole ? 1 : 0.05}
      value={typeof value === 'number' ? value : ''}
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== '') onChange(Number(currentTarget.value));
      }}
    />
  );
}
