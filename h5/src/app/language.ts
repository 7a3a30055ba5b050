import { computed, effect, signal } from "@preact/signals";
import { en } from "../messages/en.ts";
import { zh, type Messages } from "../messages/zh.ts";
import { readStored, writeStored } from "./storage.ts";

export type Language = "zh" | "en";

/** Chinese unless the browser says that its person reads another language first. */
export function chooseLanguage(stored: string | null, preferred: string): Language {
  if (stored === "zh" || stored === "en") return stored;
  return /^zh\b/i.test(preferred) || preferred === "" ? "zh" : "en";
}

export const language = signal<Language>(chooseLanguage(readStored("language"), globalThis.navigator?.language ?? ""));

/** The texts in the language of now; a component that reads it is drawn again when the language changes. */
export const texts = computed<Messages>(() => (language.value === "zh" ? zh : en));

/** The tag that Intl and the document take. */
export const languageTag = computed(() => (language.value === "zh" ? "zh-CN" : "en"));

export function switchLanguage(): void {
  language.value = language.value === "zh" ? "en" : "zh";
  writeStored("language", language.value);
}

effect(() => {
  if (globalThis.document) document.documentElement.lang = languageTag.value;
});
