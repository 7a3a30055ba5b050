import { signal } from "@preact/signals";
import type { JSX } from "preact";

const shown = signal<{ readonly text: string; readonly id: number } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says one sentence for as long as it takes to read it. */
export function showToast(text: string): void {
  clearTimeout(timer);
  shown.value = { text, id: (shown.value?.id ?? 0) + 1 };
  timer = setTimeout(
    () => {
      shown.value = null;
    },
    2500 + text.length * 60,
  );
}

export function ToastShelf(): JSX.Element {
  return (
    <div class="toast-shelf" role="status" aria-live="polite">
      {shown.value && (
        <div key={shown.value.id} class="toast">
          {shown.value.text}
        </div>
      )}
    </div>
  );
}
