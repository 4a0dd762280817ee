import { signal } from '@preact/signals';
import { Modal } from './modal.tsx';

interface Question {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onYes: () => void;
}

const question = signal<Question | undefined>(undefined);

/** Asks the user before an action that cannot be undone. */
export function confirmFirst(next: Question): void {
  question.value = next;
}

export function Confirm() {
  const current = question.value;
  if (!current) return null;
  const close = () => {
    question.value = undefined;
  };
  return (
    <Modal title={current.title} onClose={close}>
      <p class="quiet">{current.text}</p>
      <div class="actions">
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            close();
            current.onYes();
          }}
        >
          {current.action}
        </button>
      </div>
    </Modal>
  );
}
