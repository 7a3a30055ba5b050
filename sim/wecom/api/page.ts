import type { Call } from "./api.ts";
import type { CursorScope } from "./cursors.ts";

/** The question a cursor belongs to: everything asked but the cursor and the size of the page. */
export function scopeOf(call: Call, question: object): CursorScope {
  const { corp, app, api } = call;
  return { api, corpid: corp.corpid, agentid: app.agentid, question: JSON.stringify(question) };
}

/**
 * One page of a list that only grows at its end: `keyOf` names an item's place, and the next page begins after the
 * last one shown, wherever that stands by then. `next_cursor` is empty on the last page.
 */
export function pageOf<T>(
  call: Call,
  items: Iterable<T>,
  ask: {
    readonly cursor: string | undefined;
    readonly limit: number;
    readonly question: object;
    readonly keyOf: (item: T) => string;
  },
): { readonly page: T[]; readonly next_cursor: string } {
  const scope = scopeOf(call, ask.question);
  const after = ask.cursor === undefined ? undefined : call.cursors.open(scope, ask.cursor, call.nowMs);
  const all = [...items];
  const start = after === undefined ? 0 : startAfter(all, after, ask.keyOf);
  const page = all.slice(start, start + ask.limit);
  const last = page.at(-1);
  const hasMore = start + page.length < all.length;
  const expiresAtMs = call.nowMs + call.corp.limits.cursorSeconds * 1000;
  // The count stands beside the key for a last item that is gone by the time of the next page.
  const place = last === undefined ? "" : `${start + page.length}/${ask.keyOf(last)}`;
  return { page, next_cursor: hasMore ? call.cursors.issue(scope, place, expiresAtMs) : "" };
}

function startAfter<T>(all: readonly T[], place: string, keyOf: (item: T) => string): number {
  const slash = place.indexOf("/");
  const key = place.slice(slash + 1);
  const count = Number(place.slice(0, slash));
  for (let at = Math.min(count, all.length) - 1; at >= 0; at--) {
    const item = all[at];
    if (item !== undefined && keyOf(item) === key) return at + 1;
  }
  return Math.max(0, Math.min(count, all.length) - 1);
}
