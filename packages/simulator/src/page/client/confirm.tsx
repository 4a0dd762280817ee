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
export function confirmFirst(asked: Question): void {
  question.value = asked;
}

export function Confirm() {
  const asked = question.value;
  if (!asked) return null;
  const close = () => {
    question.value = undefined;
  };
  return (
    <Modal title={asked.title} onClose={close}>
      <p class="quiet">{asked.text}</p>
      <div class="actions">
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button danger"
          onClick={() => {
            close();
            asked.onYes();
          }}
        >
          {asked.action}
        </button>
      </div>
    </Modal>
  );
}
