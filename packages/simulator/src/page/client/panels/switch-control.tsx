import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { SwitchDescription } from '../api.ts';
import { Toggle } from './toggle.tsx';

interface SwitchControlProps {
  readonly description: SwitchDescription;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export function SwitchControl(props: SwitchControlProps) {
  const { description, value, onChange } = props;
  const { name, default: byDefault, min, max, isWhole } = description;
  const isChanged = value !== undefined && value !== byDefault;
  // The text of a number that was not accepted.
  const [wrong, setWrong] = useState<string>();
  const id = useId();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (wrong !== undefined) row.current?.scrollIntoView({ block: 'nearest' });
  }, [wrong]);
  return (
    <li ref={row} class={isChanged ? 'switch is-changed' : 'switch'}>
      <div class="switch-head">
        <h4>{name}</h4>
        {isChanged ? (
          <button
            type="button"
            class="button small"
            aria-label={`Reset ${name} to ${String(byDefault)}`}
            onClick={() => {
              setWrong(undefined);
              onChange(byDefault);
              // The button goes away with the change.
              row.current?.querySelector('input')?.focus();
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
        {description.kind === 'number' && <NumberControl {...props} wrong={wrong} mistakeId={id} onWrong={setWrong} />}
      </div>
      {wrong !== undefined && (
        <p class="problem" role="alert" id={id}>
          {`Enter a ${isWhole ? 'whole number' : 'number'} from ${min} to ${max}. In force is ${String(value)}.`}
        </p>
      )}
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

interface NumberControlProps extends SwitchControlProps {
  readonly wrong: string | undefined;
  readonly mistakeId: string;
  readonly onWrong: (text: string | undefined) => void;
}

function NumberControl({ description, value, onChange, wrong, mistakeId, onWrong }: NumberControlProps) {
  const { name, min, max, isWhole } = description;
  const inForce = typeof value === 'number' ? String(value) : '';
  return (
    <input
      class="field number"
      type="number"
      aria-label={name}
      aria-invalid={wrong !== undefined}
      aria-describedby={wrong === undefined ? undefined : mistakeId}
      {...{ min, max }}
      step={isWhole ? 1 : 'any'}
      value={wrong ?? inForce}
      onChange={({ currentTarget }) => {
        const { validity, value: text } = currentTarget;
        if (!validity.valid) {
          onWrong(text);
          return;
        }
        onWrong(undefined);
        // An emptied field shows the number in force again.
        if (text === '') currentTarget.value = inForce;
        else onChange(Number(text));
      }}
    />
  );
}
