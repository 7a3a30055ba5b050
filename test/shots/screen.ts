import type { Page } from "playwright-core";
import type { World } from "./world.ts";

/** Full of believable data; just set up, with nothing in it; with a server that answers nothing but who asks. */
export const states = ["dense", "empty", "error"] as const;
export type State = (typeof states)[number];

/** CSS pixels: a desk, a usual phone, the narrowest one that must work. */
export const widths = [1440, 390, 360] as const;
export type Width = (typeof widths)[number];

export type AppName = "console" | "h5";

/**
 * Who looks: an owner who has signed in, staff who may only read, a member with a device, one who may not speak, one
 * who has left his only group, or somebody unknown.
 */
export type Person = "staff" | "viewer" | "member" | "muted" | "leaver" | "stranger";

/** One screen of an app, as the list in screens.ts names it. */
export interface Screen {
  /** Kebab-case, one per app; the file name of its pictures begins with it. */
  readonly name: string;
  readonly app: AppName;
  readonly as: Person;
  /** The address, from the slash on. */
  readonly path: (world: World) => string;
  readonly states: readonly State[];
  /** A selector that is there once the screen shows what it has; by default the app's first text. */
  readonly ready?: string;
  /** What the browser may report of requests that are refused, since the screen is about the refusal. */
  readonly refusals?: RegExp;
  /** Takes the page from its first view to the one meant: opens a drawer, types a word. */
  readonly arrange?: (page: Page, world: World) => Promise<void>;
}
