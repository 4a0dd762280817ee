import { signal } from '@preact/signals';

const announcement = signal('');

/** Tells a screen reader the result of an action. */
export function announce(text: string): void {
  // A screen reader says only a text that changes.
  announcement.value = text === announcement.peek() ? `${text}\u00a0` : text;
}

/** Focuses an element by its id once the page shows the present state. */
export function focusOn(id: string): void {
  // A change is rendered in a microtask, which is before any timer.
  setTimeout(() => {
    const element = document.getElementById(id);
    element?.focus();
    element?.scrollIntoView({ block: 'nearest' });
  });
}

export function Announcements() {
  return (
    <p class="unseen" role="status">
      {announcement.value}
    </p>
  );
}
