import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icons.tsx";
import { LanguageSwitch } from "./language-switch.tsx";

interface Props {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** A whole screen that says one thing: why there is nothing else, and what to do. */
export function StatePage({ icon, title, text, children }: Props): JSX.Element {
  return (
    <main class="state-page">
      <div class="corner">
        <LanguageSwitch />
      </div>
      <span class="state-icon">
        <Icon name={icon} size={30} />
      </span>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </main>
  );
}
