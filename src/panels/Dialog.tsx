import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * A page over the page, open as long as it is there. The browser keeps the focus inside and gives it back to where it
 * came from; Escape, the button and a click beside it close.
 */
export function Dialog(props: {
  readonly title: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes; the keyboard has Escape and the button
    <dialog
      className={`dialog ${props.className}`}
      ref={dialog}
      aria-labelledby={id}
      onClose={(event) => {
        if (event.target === event.currentTarget) props.onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="page">
        <div className="head">
          <h2 className="title" id={id}>
            {props.title}
          </h2>
          <button type="button" className="button" onClick={close}>
            Close
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
