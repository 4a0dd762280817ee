import { useEffect } from 'preact/hooks';
import type { Completion } from './completion.ts';

interface SuggestionsProps {
  readonly id: string;
  readonly completion: Completion;
  readonly active: number;
  readonly onChoose: (index: number) => void;
}

export function suggestionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/**
 * The list above the composer. The focus stays in the text field; `aria-activedescendant` names the active suggestion.
 */
export function Suggestions({ id, completion, active, onChoose }: SuggestionsProps) {
  useEffect(() => {
    document.getElementById(suggestionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const title = completion.kind === 'command' ? 'Slash commands' : 'Names';
  return (
    <div class="suggestions">
      <p class="suggestions-title" aria-hidden="true">
        {title}
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>Tab</kbd>
        </span>
      </p>
      <ul id={id} role="listbox" aria-label={title}>
        {completion.suggestions.map(({ label, detail }, index) => (
          <li
            id={suggestionId(id, index)}
            key={label}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => {
              // Otherwise the text field would lose the focus before the word is completed.
              event.preventDefault();
              onChoose(index);
            }}
          >
            <span class="suggestion-label">{label}</span>
            <span class="quiet">{detail}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
