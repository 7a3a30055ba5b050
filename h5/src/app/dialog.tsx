import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** `sheet` rises from the bottom on a phone; `full` covers the screen. */
  readonly look?: "sheet" | "full";
}

/** A modal layer. The browser keeps the focus inside, closes it on Escape and gives the focus back; so does a tap beside it. */
export function Dialog({ label, onClose, children, look = "sheet" }: Props): JSX.Element {
  const ref = useRef<HTMLDialogElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return undefined;
    const cameFrom = document.activeElement;
    const cancel = (event: Event) => {
      event.preventDefault();
      latest.current();
    };
    const click = (event: Event) => {
      if (event.target === dialog) latest.current();
    };
    dialog.addEventListener("cancel", cancel);
    dialog.addEventListener("click", click);
    dialog.showModal();
    return () => {
      dialog.removeEventListener("cancel", cancel);
      dialog.removeEventListener("click", click);
      dialog.close();
      if (cameFrom instanceof HTMLElement) cameFrom.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog ref={ref} class={`dialog ${look}`} aria-label={label}>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
