import type { ComponentChildren, JSX } from "preact";
import { Dialog } from "./dialog.tsx";
import { texts } from "./language.ts";

interface Props {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** Asks before something that is not easily taken back. */
export function ConfirmDialog({ title, text, yes, isBusy, onYes, onClose, children }: Props): JSX.Element {
  return (
    <Dialog label={title} onClose={onClose}>
      <form
        class="confirm"
        onSubmit={(event) => {
          event.preventDefault();
          onYes();
        }}
      >
        <h2>{title}</h2>
        <p>{text}</p>
        {children}
        <div class="confirm-buttons">
          <button type="button" class="button" onClick={onClose}>
            {texts.value.app.cancel}
          </button>
          <button type="submit" class="button danger" disabled={isBusy}>
            {yes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
