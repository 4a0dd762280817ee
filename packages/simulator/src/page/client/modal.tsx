import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** A modal `<dialog>`: the browser keeps the focus inside, restores the focus on close, and closes on Esc. */
export function Modal(props: { title: string; children: ComponentChildren; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    box.current?.showModal();
  }, []);
  const close = () => box.current?.close();
  return (
    <dialog
      ref={box}
      class="modal"
      aria-labelledby={id}
      onClose={props.onClose}
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
