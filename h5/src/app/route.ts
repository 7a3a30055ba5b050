import { signal } from "@preact/signals";

export type Screen =
  | { readonly name: "join"; readonly code: string; readonly invitedBy: string | null }
  | { readonly name: "chat"; readonly groupId: string }
  | { readonly name: "members"; readonly groupId: string }
  | { readonly name: "groups" }
  | { readonly name: "my-data" }
  | { readonly name: "lost" };

const uuid = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const inGroup = new RegExp(`^/m/g/(${uuid})(/members)?/?$`);
const aUuid = new RegExp(`^${uuid}$`);

/** Which screen an address shows. */
export function readScreen(path: string, search: string): Screen {
  const code = /^\/j\/([^/]+)\/?$/.exec(path)?.[1];
  if (code !== undefined) {
    const by = new URLSearchParams(search).get("by");
    return { name: "join", code: decode(code), invitedBy: by && aUuid.test(by) ? by : null };
  }
  const group = inGroup.exec(path);
  if (group?.[1]) return { name: group[2] ? "members" : "chat", groupId: group[1].toLowerCase() };
  if (/^\/m\/?$/.test(path)) return { name: "groups" };
  if (/^\/m\/me\/?$/.test(path)) return { name: "my-data" };
  return { name: "lost" };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A cut link ends in half an escape: the server then says that it knows no such code.
    return part;
  }
}

const here = (): Screen => readScreen(location.pathname, location.search);

export const screen = signal<Screen>(globalThis.location ? here() : { name: "lost" });

/** How many screens of ours lie behind this one in the history. */
function readDepth(): number {
  const state: unknown = history.state;
  const depth = typeof state === "object" && state !== null && "depth" in state ? state.depth : 0;
  return typeof depth === "number" ? depth : 0;
}

export function goTo(path: string, how: "push" | "replace" = "push"): void {
  if (how === "push") history.pushState({ depth: readDepth() + 1 }, "", path);
  else history.replaceState({ depth: readDepth() }, "", path);
  screen.value = here();
}

/** Back to where the person came from, or to `fallback` when the app was opened right here. */
export function goBack(fallback: string): void {
  if (readDepth() > 0) history.back();
  else goTo(fallback, "replace");
}

globalThis.addEventListener?.("popstate", () => {
  screen.value = here();
});
