import { z } from "zod";
import { Problem } from "../../kernel/problem.ts";

const Id = z.uuid();

/** Every list of this module is in the order of ids, so a cursor is the last id seen, made opaque. */
const encodeCursor = (id: string): string => Buffer.from(id).toString("base64url");

/** Refuses with input.invalid what this module never gave out. */
export function decodeCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const id = Id.safeParse(Buffer.from(cursor, "base64url").toString());
  if (!id.success) throw new Problem("input.invalid", {}, [{ path: "cursor", rule: "malformed" }]);
  return id.data;
}

/** One page out of rows that were asked for with a limit of one more, so that the last page is known to be it. */
export function cutPage<T extends { readonly id: string }>(
  rows: readonly T[],
  limit: number,
): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor(last.id) : null };
}
