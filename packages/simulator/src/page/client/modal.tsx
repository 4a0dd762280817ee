import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** A modal `<dialog>`: the browser keeps the focus inside, and closes the dialog on Esc. The focus then goes back. */
export function Modal(props: { title: string; children: ComponentChildren; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isOpen = useRef(true);
  useLayoutEffect(() => {
    const dialog = box.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      // A dialog that leaves the document open takes the focus along.
      isOpen.current = false;
      dialog?.close();
      // Chromium gives back the focus without the caret: the field would ignore what is typed.
      if (!(before instanceof HTMLElement)) return;
      before.blur();
      before.focus({ preventScroll: true });
    };
  }, []);
  const close = () => box.current?.close();
  return (
    <dialog
      ref={box}
      class="modal"
      aria-labelledby={id}
      onClose={() => {
        if (isOpen.current) props.onClose();
      }}
      onClick={({ target }) => {
        if (target === box.current) close();
      }}
    >
      <div class="modal-body">
        <header class="modal-head">
          <h2 id={id}>{props.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
