import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icons.tsx";
import { texts } from "./language.ts";
import { goBack } from "./route.ts";

interface Props {
  readonly title: string;
  /** Where "back" leads when the app was opened right here; null: there is nowhere to go back to. */
  readonly backTo: string | null;
  readonly children?: ComponentChildren;
}

export function TopBar({ title, backTo, children }: Props): JSX.Element {
  return (
    <header class="top-bar">
      {backTo !== null && (
        <button type="button" class="icon-button" aria-label={texts.value.app.back} onClick={() => goBack(backTo)}>
          <Icon name="back" />
        </button>
      )}
      <h1 class="ellipsis" title={title}>
        {title}
      </h1>
      {children}
    </header>
  );
}
