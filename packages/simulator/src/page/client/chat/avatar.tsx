import { Icon } from '../icon.tsx';

const hues = 12;

/**
 * A round picture for people, a cornered picture for programs. The colour is computed from the name, so a name keeps
 * the same colour.
 */
export function Avatar({ name, from }: { name: string; from: 'user' | 'integration' | 'server' }) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return (
    <span class={`avatar ${from} hue-${sum % hues}`} aria-hidden="true">
      {from === 'server' ? <Icon name="alert" /> : initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== '');
  const letters = words.length > 1 ? words.slice(0, 2).map(first) : Array.from(words[0] ?? '?').slice(0, 2);
  return letters.join('').toUpperCase();
}

function first(word: string): string {
  return Array.from(word)[0] ?? '';
}
