import { createContext, use, useCallback, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { Locale } from "antd/es/locale/index.js";
import type { Messages } from "../messages/messages.ts";
import { recall, remember } from "./remember.ts";

export const languages = ["zh", "en"] as const;
export type Language = (typeof languages)[number];

/** Texts of one language together with Ant Design's own. */
export interface Speech {
  readonly language: Language;
  /** For Intl. */
  readonly locale: "zh-CN" | "en-GB";
  readonly messages: Messages;
  readonly antd: Locale;
}

interface LanguageSwitch extends Speech {
  readonly change: (language: Language) => Promise<void>;
}

const LanguageContext = createContext<LanguageSwitch | undefined>(undefined);

/** The language this browser chose before; else its own where it is English; else Chinese. */
export function chosenLanguage(): Language {
  const kept = recall("language");
  if (kept === "zh" || kept === "en") return kept;
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "zh";
}

/** Loads one language's texts; the other one is never downloaded. */
export async function loadSpeech(language: Language): Promise<Speech> {
  if (language === "en") {
    const [{ en }, antd] = await Promise.all([import("../messages/en.ts"), import("antd/es/locale/en_GB.js")]);
    return { language, locale: "en-GB", messages: en, antd: antd.default };
  }
  const [{ zh }, antd] = await Promise.all([import("../messages/zh.ts"), import("antd/es/locale/zh_CN.js")]);
  return { language, locale: "zh-CN", messages: zh, antd: antd.default };
}

export function LanguageProvider({ first, children }: { first: Speech; children: ReactNode }): ReactNode {
  const [speech, setSpeech] = useState(first);
  const change = useCallback(async (language: Language) => {
    remember("language", language);
    const next = await loadSpeech(language);
    document.documentElement.lang = next.locale;
    setSpeech(next);
  }, []);
  const value = useMemo(() => ({ ...speech, change }), [speech, change]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

/** The language in use and how to change it. */
export function useLanguage(): LanguageSwitch {
  const value = use(LanguageContext);
  if (!value) throw new Error("useLanguage needs a LanguageProvider above it");
  return value;
}

/** The texts of the language in use. */
export function useMessages(): Messages {
  return useLanguage().messages;
}
