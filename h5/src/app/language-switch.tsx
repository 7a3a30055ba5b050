import type { JSX } from "preact";
import { switchLanguage, texts } from "./language.ts";

export function LanguageSwitch(): JSX.Element {
  return (
    <button type="button" class="text-button" onClick={switchLanguage}>
      {texts.value.app.otherLanguage}
    </button>
  );
}
