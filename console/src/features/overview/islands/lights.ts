import type { GroupFigures } from "./draw-island.ts";

export type Light = GroupFigures["light"];

/** Those that want somebody first. */
export const lights: readonly Light[] = ["unanswered", "leaning", "quiet", "healthy"];

/** Colour, the colour of a name on it, and a sign, so that colour never says it alone. */
export const lightLook: Record<Light, { fill: string; ink: string; sign: string }> = {
  healthy: { fill: "var(--c1)", ink: "#ffffff", sign: "" },
  leaning: { fill: "var(--c3)", ink: "#0f1e22", sign: "△" },
  unanswered: { fill: "var(--c2)", ink: "#0f1e22", sign: "?" },
  quiet: { fill: "var(--c7)", ink: "#0f1e22", sign: "–" },
};
