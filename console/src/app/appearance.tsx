import { theme } from "antd";
import type { ThemeConfig } from "antd";
import { useMemo, useSyncExternalStore } from "react";
import { recall, remember } from "./remember.ts";

export const appearances = ["light", "dark", "auto"] as const;
export type Appearance = (typeof appearances)[number];

const changed = new EventTarget();
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

/** What this browser chose: light, dark, or as the system is. */
export function chosenAppearance(): Appearance {
  const kept = recall("appearance");
  return appearances.find((one) => one === kept) ?? "auto";
}

/** Changes the appearance at once and for the next visit. */
export function changeAppearance(next: Appearance): void {
  remember("appearance", next);
  document.documentElement.dataset["theme"] = next;
  changed.dispatchEvent(new Event("change"));
}

function watchAppearance(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  systemDark.addEventListener("change", listener);
  return () => {
    changed.removeEventListener("change", listener);
    systemDark.removeEventListener("change", listener);
  };
}

/** The chosen appearance, kept in step with changes elsewhere on the page. */
export function useAppearance(): Appearance {
  return useSyncExternalStore(watchAppearance, chosenAppearance);
}

/** Whether the page is dark now. */
export function useIsDark(): boolean {
  const isDark = () => {
    const choice = chosenAppearance();
    return choice === "dark" || (choice === "auto" && systemDark.matches);
  };
  return useSyncExternalStore(watchAppearance, isDark);
}

/** A value of ui/tokens.css as it is now, light or dark. */
export function readToken(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Ant Design's theme made from ui/tokens.css, so that the palette stands in one place. */
export function useTheme(): ThemeConfig {
  const isDark = useIsDark();
  // The attribute on <html> is set before anybody hears of the change, so the tokens read here are the new ones.
  return useMemo(() => buildTheme(isDark), [isDark]);
}

function buildTheme(isDark: boolean): ThemeConfig {
  const read = readToken;
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: read("--lagoon"),
      colorInfo: read("--calm"),
      colorSuccess: read("--good"),
      colorWarning: read("--warn"),
      colorError: read("--bad"),
      colorLink: read("--lagoon-deep"),
      colorLinkHover: read("--lagoon"),
      colorText: read("--ink"),
      colorTextSecondary: read("--ink-2"),
      colorTextTertiary: read("--ink-2"),
      colorTextPlaceholder: read("--ink-3"),
      colorBgBase: read("--surface"),
      colorBgContainer: read("--surface"),
      colorBgElevated: read("--surface"),
      colorBgLayout: read("--sand"),
      colorBorder: read("--line"),
      colorBorderSecondary: read("--line-2"),
      colorTextLightSolid: read("--on-lagoon"),
      fontFamily: read("--font"),
      fontSize: 14,
      borderRadius: 6,
      borderRadiusLG: 8,
      controlHeight: 32,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Tooltip: { colorBgSpotlight: "#17343b", colorTextLightSolid: "#ffffff" },
      Segmented: { trackBg: read("--line-2") },
    },
  };
}
